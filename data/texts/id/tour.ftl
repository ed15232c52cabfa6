# Halaman demo: dinding, jam, ponsel, dan panduan langkah demi langkah.
demo-title = Suara – kantor contoh
demo-citizen = Warga
demo-officer = Pegawai (ASN)
demo-supervisor = Atasan
demo-posters = Poster di loket
demo-invitations = Undangan untuk pegawai
demo-invitation = Undangan
demo-invitation-team = Undangan atasan
demo-invitation-how = Pindai untuk menghubungkan Telegram Anda. Undangan ini pribadi dan hanya berlaku satu kali.
demo-hour = 1 jam lagi
demo-monday = Sampai Senin 06.00
demo-month = 4 minggu ramai

tour-scan = Pindai poster
tour-scan-how = Anda baru selesai dilayani. Di dinding, pilih poster sebuah loket dan tekan Pindai.
    Tautannya terbaca? Tekan Buka, lalu MULAI.
tour-rate = Nilai dengan satu ketukan
tour-rate-how = Ketuk wajah yang cocok. Langsung tersimpan, tanpa nama.
    Pertanyaan sesudahnya boleh dijawab, boleh dilewati.
tour-change = Berubah pikiran
tour-change-how = Ketuk Ubah, lalu wajah lain. Pesan yang sama berubah di tempat.
tour-privacy = Apa yang disimpan?
tour-privacy-how = Buka menu ☰ di kiri bawah dan pilih /privasi.
tour-officer = Jadi pegawai
tour-officer-how = Pilih ponsel Pegawai, pindai Undangan di dinding, tekan Buka dan MULAI.
    Lalu ketuk “Ya, ini saya”.
tour-digest = Terima ringkasan Senin
tour-digest-how = Putar jam: tekan “4 minggu ramai”. Ratusan warga menilai; setiap Senin pukul 06.00 ringkasan datang.
    Ketuk gambarnya untuk memperbesar.
tour-supervisor = Jadi atasan
tour-supervisor-how = Pilih ponsel Atasan, pindai Undangan atasan, dan hubungkan.
    Lalu kirim /tim untuk melihat tim.
tour-why = Mengapa skornya begitu?
tour-why-how = Ketuk nama seseorang yang punya skor. Anda melihat rentang kewajarannya, banyaknya penilaian, dan perkembangannya.
    Setiap kali dilihat, tercatat.
