rights-privacy = <b>Privasi Anda</b>

    • Suara dijalankan oleh kantor ini untuk memperbaiki pelayanan dan memberi umpan balik kepada pegawai.
    • <b>Disimpan:</b> penilaian dan jawaban Anda, loket, petugas, layanan, tanggal, dan jam; akun Anda hanya sebagai kode tersandi.
    • <b>Tidak dicatat:</b> nama, foto, NIK, dan nomor telepon Anda.
    • Petugas, atasan, dan pengelola tidak melihat siapa yang menilai; skor baru tampil dari sedikitnya sepuluh penilai.
    • <b>Hak Anda:</b> /datasaya memberi semua data Anda, /hapus menghapusnya. Menilai atau tidak, pelayanan Anda sama.
rights-privacy-more = Selengkapnya
rights-privacy-less = Ringkas
rights-privacy-in-full = <b>Privasi Anda, selengkapnya</b> (versi { $version })

    <b>Tujuan.</b> Kantor tempat Anda menilai memakai data ini untuk memperbaiki pelayanan, memberi umpan balik kepada pegawai, mengisi survei kepuasan masyarakat (SKM), dan menindaklanjuti keluhan.
    <b>Dasar.</b> Persetujuan Anda dan tugas pelayanan publik (UU 27/2022), peran serta masyarakat (UU 25/2009), pengelolaan kinerja ASN (UU 20/2023).

    <b>Yang disimpan</b>
    • Penilaian: wajah, apa yang menonjol, loket, petugas, layanan, tanggal, dan jam tanpa menit.
    • Komentar dan keluhan: tulisan Anda. Data pribadi yang kami kenali di dalamnya ditutup sebelum disimpan. Komentar dapat dikutip tanpa nama dalam laporan kantor.
    • Survei: jawaban Anda, juga usia, jenis kelamin, pendidikan, dan pekerjaan bila Anda mengisinya.
    • Tindak lanjut: alamat obrolan Anda, tersegel, supaya kantor bisa menjawab. Yang membacanya atasan, bukan petugas yang dinilai.
    • Kunjungan (waktu pindai), laporan “bukan orang ini”, bahasa, versi teks ini dan hari Anda melihatnya, serta banyaknya salah ketik kode.

    <b>Berapa lama.</b> Kunjungan 2 hari, pertanyaan yang belum Anda jawab paling lama 30 hari, laporan “bukan orang ini” 30 hari, komentar 12 bulan. Alamat dan kode akun pada tindak lanjut 30 hari setelah ditutup. Yang lain selama kantor menyimpan catatan ini. Pembersihan berjalan sekali sehari.

    <b>Siapa bisa tahu.</b> Kode akun Anda dihitung dengan kunci di luar database. Dari database saja, pengelola pun tidak bisa tahu siapa yang menilai. Hanya yang memegang kunci itu juga bisa mencocokkan akun yang sudah ia ketahui.
    <b>Bila ada gangguan.</b> Pesan yang gagal kami proses disimpan tersegel paling lama 30 hari, bersama nama akun Telegram Anda, supaya kesalahannya bisa dicari. Pesan itu tidak bisa dicari menurut orang, jadi di luar jangkauan /datasaya dan /hapus. Begitu juga salinan cadangan, sampai diganti.
    <b>Telegram.</b> Pesan lewat Telegram, yang servernya di luar Indonesia. Jangan kirim NIK, dokumen, atau keterangan kesehatan di sini.

    <b>Hak Anda.</b> Melihat: /datasaya. Membetulkan: tombol Ubah, dua hari sejak pindai. Menarik persetujuan dan menghapus: /hapus. Semua langsung, tanpa menunggu. Keberatan atau pertanyaan: sampaikan kepada kantor tempat Anda dilayani.
    <b>Anak.</b> Belum 18 tahun? Menilailah bersama orang tua atau wali. Tentang Anda, survei hanya menanyakan usia.
rights-nothing-held = Kami tidak menyimpan apa pun tentang Anda.
rights-file-caption = Semua yang kami simpan tentang Anda. Simpan berkas ini baik-baik, atau hapus dari obrolan setelah dibaca.
rights-erase = <b>Hapus semua data Anda?</b>

    • <b>Dihapus:</b> penilaian, komentar, jawaban survei, kunjungan, dan pilihan bahasa Anda.
    • <b>Keluhan yang masih berjalan ditarik.</b> Tulisan Anda dan alamat balasannya dihapus, jadi kantor tidak bisa menjawab lagi.
    • <b>Tetap ada:</b> jumlah dalam minggu yang sudah terbit (tidak menyebut siapa pun), jawaban kantor, laporan yang sudah dibuat beserta kutipannya, dan keluhan yang ditutup lebih dari 30 hari lalu (tidak bisa dikaitkan lagi dengan Anda).
rights-erase-officer = Akun pegawai Anda tetap terhubung, dan ringkasan mingguan tetap datang: itu bukan data Anda sebagai warga.
rights-erase-final = Ini tidak bisa dibatalkan. Selengkapnya: /privasi
rights-erase-yes = Ya, hapus semua
rights-erase-no = Tidak jadi
rights-erased = Data Anda sudah dihapus. Jumlah dalam minggu yang sudah terbit tetap ada, tanpa menyebut siapa pun.

    Pesan lama di obrolan ini tersimpan di Telegram; hapus sendiri bila perlu. Anda boleh menilai lagi kapan saja.
rights-kept = Baik, tidak ada yang dihapus.
rights-erasure-ended = Pertanyaan ini sudah tidak berlaku. Untuk menghapus data Anda, kirim /hapus.
# Isi berkas data-saya.txt: teks biasa, tanpa HTML.
rights-file-title = SUARA: SEMUA DATA YANG KAMI SIMPAN TENTANG ANDA
rights-file-made = Dibaca { $day }, pukul { $time }.
rights-file-you = PILIHAN ANDA
rights-file-language = Bahasa
rights-file-privacy = Teks privasi yang Anda lihat
rights-file-version = versi { $version }, { $day }
rights-file-news = Kabar kantor terakhir yang ditunjukkan kepada Anda, tertanggal
rights-file-account = Akun pegawai
rights-file-bound = terhubung dengan { $officer } sejak { $day }; alamat obrolannya tersegel
rights-file-waiting = Bot menunggu jawaban Anda sampai
rights-file-guesses = Banyaknya salah ketik kode poster
rights-file-visits = KUNJUNGAN (dihapus setelah dua hari)
rights-file-on-duty = Petugas yang berjaga
rights-file-evidence = Cara Anda datang
rights-file-evidence-ticket = karcis kunjungan
rights-file-evidence-duty = poster, saat ada petugas berjaga
rights-file-evidence-link = poster atau tautan, tanpa petugas berjaga
rights-file-rated = Dinilai
rights-file-ratings = PENILAIAN
rights-file-hour = { $day }, antara pukul { $hour }.00 dan { $hour }.59
rights-file-face = Wajah
rights-file-officer = Petugas
rights-file-service = Layanan
rights-file-topics = Yang menonjol
rights-file-excused = Dihitung untuk
rights-file-excused-why = loket, karena bukan salah petugas
rights-file-comment = Komentar
rights-file-masked = { $count } data pribadi ditutup
rights-file-reports = LAPORAN “BUKAN ORANG INI” (dihapus setelah 30 hari)
rights-file-not-there = Yang tidak melayani
rights-file-not-planned = semua yang terjadwal
rights-file-survey = SURVEI KEPUASAN MASYARAKAT
rights-file-completed = Lengkap pada
rights-file-skipped = (dilewati)
rights-file-cases = TINDAK LANJUT
rights-file-concern = Dikenali sebagai
rights-file-concern-ancaman = ancaman
rights-file-concern-keselamatan = keselamatan
rights-file-concern-pungli = pungutan liar
rights-file-status = Keadaan
rights-file-status-open = berjalan
rights-file-status-answered = dijawab
rights-file-status-closed = ditutup
rights-file-status-withdrawn = ditarik
rights-file-due = Batas waktu kantor
rights-file-closed = Ditutup pada
rights-file-solved = Menurut Anda selesai
rights-file-yes = ya
rights-file-no = belum
rights-file-event-opened = keluhan Anda
rights-file-event-added = tambahan Anda
rights-file-event-answered = jawaban kantor
rights-file-event-closed = ditutup oleh kantor
rights-file-event-solved = Anda menyatakan selesai
rights-file-event-reopened = Anda menyatakan belum selesai; dibuka lagi
rights-file-event-unsolved = Anda menyatakan masih belum selesai
rights-file-event-escalated = batas waktu lewat; atasan yang lebih tinggi diberi tahu bila ada
rights-file-event-withdrawn = ditarik
rights-file-way-back = Alamat obrolan Anda tersimpan tersegel, sampai 30 hari setelah ditutup.
rights-file-besides = SELAIN ITU
    - Semua di atas tersimpan dengan kode tersandi, bukan dengan nama atau nomor akun Anda.
    - Pesan kami yang sedang dalam perjalanan kepada Anda tersegel, dan dihapus begitu terkirim.
    - Pesan Anda yang gagal kami proses, dan salinan cadangan, tersegel atau terpisah; keduanya tidak bisa dicari menurut orang.
    - Tindak lanjut yang sudah ditutup lebih dari 30 hari tidak bisa dikaitkan lagi dengan Anda, jadi tidak ada di sini.
    - Untuk menghapus semuanya, kirim /hapus.
