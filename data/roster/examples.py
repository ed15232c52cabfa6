"""What stands in the template until somebody replaces it: a small office that can be imported as it is."""

from data.roster.reading import from_csv
from data.roster.sheets import Tables

_FILES = {
    "kantor.csv": """\
kode,nama,induk,zona_waktu,senin,selasa,rabu,kamis,jumat
KEC-CONTOH,Kecamatan Contoh,,WIB,08.00-15.00,08.00-15.00,08.00-15.00,08.00-15.00,08.00-15.30
KEL-CONTOH,Kelurahan Contoh,KEC-CONTOH,,08.00-15.00,08.00-15.00,08.00-15.00,08.00-15.00,08.00-11.30
""",
    "layanan.csv": """\
kode,nama,standar_menit,gratis
KTP,Perekaman KTP-el,15,ya
SKTM,Surat Keterangan Tidak Mampu (SKTM),15,ya
PENGADUAN,Pengaduan dan konsultasi warga,,
""",
    "loket.csv": """\
kode,nama,kantor,layanan
KEC-1,Loket 1 Kependudukan,KEC-CONTOH,"KTP, PENGADUAN"
KEL-1,Loket Pelayanan,KEL-CONTOH,"SKTM, PENGADUAN"
""",
    "petugas.csv": """\
nip,kode,nama,jabatan,kantor,atasan
197503101998031901,,"Drs. H. Nama Contoh, M.Si.",Camat,KEC-CONTOH,
198501152010011902,,"Hj. Contoh Kedua, S.Sos.",Lurah,KEL-CONTOH,197503101998031901
199607082024212903,,"Contoh Ketiga, A.Md.",Operator Layanan Operasional,KEC-CONTOH,197503101998031901
,TKS-01,Contoh,Tenaga Kerja Sukarela,KEL-CONTOH,198501152010011902
""",
    "jaga.csv": """\
hari,tanggal,mulai,selesai,loket,petugas
Senin-Jumat,,08.00,15.00,KEC-1,199607082024212903
Senin-Kamis,,08.00,15.00,KEL-1,TKS-01
,2026-12-04,08.00,11.30,KEL-1,198501152010011902
""",
}


def examples() -> Tables:
    """Return the rows of the template."""
    return from_csv({name: content.encode() for name, content in _FILES.items()})
