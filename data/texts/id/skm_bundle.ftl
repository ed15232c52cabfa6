# Paket bukti dukung PEKPPP: nama berkas, daftar isinya, dan indikator yang dilayani. Nama indikator menurut instrumen.
pekppp-6 = Survei Kepuasan Masyarakat sesuai dengan PermenPANRB 14/2017
pekppp-7 = Jumlah media publikasi hasil SKM
pekppp-8 = Persentase tindak lanjut hasil SKM
pekppp-9 = Kecepatan tindak lanjut hasil SKM

bundle-index = 00 Daftar isi
bundle-report = 01 Laporan SKM
bundle-sheet = 02 Publikasi A3
bundle-picture = 02 Publikasi untuk media sosial
bundle-workbook = 03 Buku kerja SKM
bundle-follow-up = 04 Tindak lanjut
bundle-media = 05 Media publikasi

bundle-index-title = Paket bukti dukung PEKPPP
bundle-follow-up-title = Tindak lanjut hasil SKM
bundle-media-title = Media publikasi hasil SKM

bundle-file = Berkas
bundle-holds = Isi
bundle-serves = Indikator
bundle-report-holds = Laporan survei lengkap dengan metode, pengolahan data, tiga unsur terendah, dan rencana tindak lanjut. Ditandatangani dahulu sebelum diserahkan.
bundle-sheet-holds = Lembar publikasi IKM untuk ruang pelayanan (nonelektronik).
bundle-picture-holds = Gambar yang sama untuk media sosial dan situs web (elektronik).
bundle-workbook-holds = Satu baris per responden, dengan rumus yang menghitung ulang IKM.
bundle-follow-up-holds = Rencana dan realisasi tindak lanjut, persentase, dan jumlah hari sejak laporan.
bundle-media-holds = Daftar media tempat hasil survei diumumkan.

bundle-indicators = Indikator yang didukung
bundle-number = No.
bundle-indicator = Indikator
bundle-recorded = Yang tercatat
bundle-score = Nilai (0–5) menurut instrumen { $year }
bundle-help = Nilai 0–5 dihitung dari catatan menurut instrumen { $year }, sebagai bantuan menyiapkan bukti; bukan penilaian. Tanda “–” berarti tidak dapat dihitung dari catatan. Penilaian tetap menjadi kewenangan evaluator.
bundle-conformity = IKM { $index } dari { $responses } responden; kesesuaiannya dinilai dari laporan
bundle-media-count = { $count } media publikasi
bundle-no-plan = Belum ada rencana tindak lanjut yang tercatat.
bundle-days-unknown = Tanggal laporan yang mendasari rencana ini tidak diketahui.
bundle-days-complete = Semua selesai dalam { $days } hari sejak laporan { $reported }
bundle-days-open = Belum semua selesai; { $days } hari sejak laporan { $reported }
bundle-days-before = Semua selesai sebelum laporan { $reported }; kecepatannya tidak dihitung
bundle-realisation = Realisasi dan kecepatan
bundle-media-text = Hasil survei diumumkan melalui { $count } media:
bundle-media-proof = Bukti (tautan, foto, tanggal)
bundle-media-score = Nilai (0–5) indikator 7 menurut instrumen { $year }: { $score }.
bundle-no-media = Media publikasi belum dicatat.
