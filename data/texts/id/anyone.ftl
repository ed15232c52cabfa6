anyone-welcome = Selamat datang di <b>Suara</b>. Di sini Anda menilai pelayanan kantor kecamatan dan kelurahan, cukup dua ketukan.
anyone-how = Caranya: pindai QR pada poster di loket dengan kamera ponsel. Tidak bisa memindai? Ketik di sini kode enam huruf atau angka di bawah QR itu.
anyone-officer-hint = Anda terhubung sebagai pegawai: /ringkasan menampilkan ringkasan mingguan Anda.
anyone-help = Suara menyampaikan penilaian warga kepada petugas yang melayani, tanpa nama.
    /bahasa – ganti bahasa
    /privasi – apa yang kami simpan
anyone-languages = Pilih bahasa.
anyone-language-set = Baik, kita pakai bahasa Indonesia.
anyone-privacy = <b>Privasi Anda</b>

    Suara dijalankan kantor ini untuk memperbaiki pelayanan dan memberi umpan balik kepada pegawai.

    <b>Disimpan:</b> wajah yang Anda pilih, loket, petugas, tanggal, dan jam (tanpa menit). Akun Anda hanya tersimpan sebagai kode acak.
    <b>Tidak disimpan:</b> nama, NIK, dan nomor telepon.

    Petugas, atasan, dan pengelola tidak dapat melihat siapa yang menilai. Petugas hanya melihat rangkuman mingguan dari sedikitnya sepuluh orang. Penilaian tidak memengaruhi pelayanan Anda.

    Pesan lewat Telegram, yang servernya di luar Indonesia. Dasar: UU 27/2022 dan UU 25/2009.
anyone-not-understood = Terima kasih, tetapi saya hanya mengerti kode poster dan tombol. Pindai QR di loket, atau ketik kode di bawahnya. /bantuan
anyone-stale-button = Tombol ini sudah tidak berlaku. Silakan pindai lagi QR di loket, atau ketik kodenya.
anyone-failed = Maaf, ada gangguan di pihak kami. Silakan coba lagi sebentar lagi, atau pindai lagi QR di loket.
command-start = Mulai
command-bahasa = Ganti bahasa
command-privasi = Apa yang kami simpan
command-bantuan = Bantuan
command-ringkasan = Ringkasan mingguan saya
command-tim = Tim saya
