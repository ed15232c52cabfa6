anyone-welcome = Selamat datang di <b>Suara</b>. Di sini Anda menilai pelayanan kantor kecamatan dan kelurahan, cukup dua ketukan.
anyone-how = Caranya: pindai QR pada poster di loket dengan kamera ponsel. Tidak bisa memindai? Ketik di sini kode enam huruf atau angka di bawah QR itu.
anyone-officer-hint = Anda terhubung sebagai pegawai: /ringkasan menampilkan ringkasan mingguan Anda.
anyone-help = Suara menyampaikan penilaian warga kepada petugas yang melayani, tanpa nama.
    /bahasa – ganti bahasa
    /privasi – apa yang kami simpan
    /datasaya – semua data Anda
    /hapus – hapus data Anda
anyone-languages = Pilih bahasa.
anyone-languages-awaiting = * Basa Sunda dan Jawa Serang masih menunggu diperiksa oleh penutur aslinya. Baru sebagian katanya ada; selebihnya berbahasa Indonesia.
anyone-language-set = Baik, kita pakai bahasa Indonesia.
anyone-not-understood = Terima kasih, tetapi saya hanya mengerti tulisan dan tombol.
anyone-stale-button = Tombol ini sudah tidak berlaku. Silakan pindai lagi QR di loket, atau ketik kodenya.
anyone-failed = Maaf, ada gangguan di pihak kami. Silakan coba lagi sebentar lagi, atau pindai lagi QR di loket.
command-start = Mulai
command-bahasa = Ganti bahasa
command-privasi = Apa yang kami simpan
command-datasaya = Semua data saya
command-hapus = Hapus data saya
command-bantuan = Bantuan
command-ringkasan = Ringkasan mingguan saya
command-tim = Tim saya
command-tindaklanjut = Pengaduan warga
command-gangguan = Catat gangguan di loket
command-kabar = Anda bilang, kami lakukan
command-laporan = Laporan survei (SKM) kantor saya
anyone-no-voice = Maaf, pesan suara dan video tidak kami terima: suara menunjukkan siapa Anda. Pesan itu tidak kami simpan.
anyone-edited = Pesan yang diubah tidak kami baca lagi. Kirim saja pesan baru.
anyone-elsewhere = Suara hanya berbicara empat mata. Buka @{ $username } untuk menilai tanpa dilihat orang lain.
waiting-idle = Untuk menilai: pindai QR pada poster di loket, atau ketik kode di bawahnya. /bantuan
waiting-comment = Saya menunggu komentar Anda: tulis saja di sini.
waiting-complaint = Saya menunggu keluhan Anda: tulis saja di sini.
waiting-addition = Saya menunggu tambahan Anda: tulis saja di sini.
waiting-survey = Survei Anda belum selesai: ketuk salah satu jawaban di atas, atau /start untuk melanjutkan.
waiting-erasure = Saya menunggu jawaban Anda tentang penghapusan data: ketuk tombol di atas, atau /hapus untuk bertanya lagi.
waiting-invitation = Saya menunggu jawaban Anda: ketuk tombol di atas untuk menghubungkan akun pegawai.
waiting-reply = Saya menunggu jawaban Anda untuk warga: tulis saja di sini.
waiting-closing = Saya menunggu apa yang sudah dilakukan kantor: tulis saja di sini.
waiting-news = Saya menunggu kabar untuk warga: tulis saja di sini.
anyone-tap-instead = Jawabannya cukup satu ketukan.
command-rincian = Skor saya dirinci
