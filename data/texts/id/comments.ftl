comment-ask = Silakan tulis komentar Anda, lalu kirim.
    Nama petugas boleh disebut. Data pribadi (NIK, nomor telepon, nama keluarga) kami tutup sebelum disimpan. Komentar dapat dikutip tanpa nama dalam laporan kantor.
comment-back = Tidak jadi
comment-too-long = Komentarnya terlalu panjang: { $length } huruf, paling banyak { $longest }. Belum ada yang disimpan. Kirim yang lebih pendek, ya.
comment-stored = Terima kasih. Yang kami simpan tentang { $desk }:
comment-masked = { $count } data pribadi sudah kami tutup.
comment-next = Ingin dijawab kantor? Ketuk Minta ditindaklanjuti.
comment-gone = Penilaian untuk komentar ini sudah tidak ada, jadi komentarnya tidak kami simpan.
comment-serious = Ini terdengar serius. Ketuk Minta ditindaklanjuti, supaya atasan yang lebih tinggi menanganinya tanpa tahu siapa Anda. Anda juga bisa langsung menghubungi:
