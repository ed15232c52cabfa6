# /kabar: apa yang dilakukan kantor dengan suara warga.
news-shown = <b>Anda bilang, kami lakukan</b> ({ $office }): { $text }
news-which-office = Kabar untuk warga kantor mana?
news-office = <b>Kabar { $office }</b>
news-current = Yang dibaca warga sekarang:
news-no-current = Sekarang belum ada kabar.
news-ask = Masukan apa yang sudah Anda tindak lanjuti? Tulis singkat, paling banyak { $longest } huruf, misalnya: “Banyak yang mengeluhkan antrean. Sejak Senin ada loket kedua.” Setiap warga yang pernah menilai kantor ini membacanya satu kali.
news-cancel = Tidak jadi
news-wrong-length = Kabarnya { $length } huruf, paling banyak { $longest }. Belum ada yang dipasang. Kirim yang lebih singkat, ya.
news-posted = Terima kasih. Inilah yang dibaca warga:
news-masked = { $count } data pribadi sudah kami tutup.
news-remove = Hapus kabar
news-removed = Kabar sudah dihapus.
news-cancelled = Baik, tidak ada yang dipasang.
news-not-yours = Kantor ini tidak lagi di bawah Anda, jadi kabarnya tidak dipasang. Mulai lagi dengan /kabar.
