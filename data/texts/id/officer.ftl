officer-confirm = Akun Telegram ini akan dihubungkan dengan:

    <b>{ $name }</b>
    { $position }
    { $office }

    Apakah ini Anda?
officer-yes = Ya, ini saya
officer-no = Bukan saya
officer-bound = Selamat datang, { $name }! Akun Anda sudah terhubung.

    Setiap Senin pagi Anda menerima ringkasan: apa yang berjalan baik, bagaimana perkembangannya, dan satu hal yang bisa dicoba. Hanya Anda dan atasan Anda yang melihatnya. /ringkasan
officer-bound-team = Untuk tim Anda: /tim menampilkan perkembangannya, /tindaklanjut pengaduan warga, /gangguan mencatat gangguan di loket, /kabar memberi tahu warga apa yang sudah dilakukan.
officer-not-me = Baik, tidak ada yang dihubungkan. Mohon beri tahu pengelola di kantor bahwa tautan ini salah alamat.
officer-invitation-ended = Tautan undangan ini sudah dipakai atau tidak berlaku lagi. Mintalah yang baru kepada pengelola di kantor Anda.
officer-bound-to-another = Akun Telegram ini sudah terhubung dengan pegawai lain. Hubungi pengelola di kantor Anda.
officer-only = Perintah ini untuk pegawai yang akunnya sudah terhubung. Mintalah undangan kepada pengelola di kantor Anda.
officer-no-digest = Ringkasan pertama Anda datang hari Senin pagi.
officer-no-details = Skor Anda belum bisa dirinci: rincian terbit bersama skor baru, sesudah cukup banyak penilaian. /ringkasan
officer-details = <b>Rincian Skor Suara (indikatif)</b>
    Minggu mulai { $week }
officer-part-own = Rata-rata Anda
officer-part-service = Jenis layanan
officer-part-office = Kantor
officer-part-raters = Penilai
officer-part-adjusted = Disesuaikan
officer-part-mean = Rata-rata umum
officer-part-trust = Dipercaya
officer-part-result = Skor Suara
officer-details-how = Layanan yang biasanya dinilai tinggi dan penilai yang murah hati dikurangkan; yang sulit dan yang ketat ditambahkan. Dari selisih dengan rata-rata umum, { $trust } % dipercaya; sisanya mungkin kebetulan. Agar jawaban seorang warga tidak dapat dipastikan dari angka ini, setiap skor baru digeser sedikit secara acak, ke atas atau ke bawah; kisarannya sudah memperhitungkan itu.
officer-details-alone = Di kantor Anda hanya Anda yang dinilai, jadi pengaruh kantor dan pengaruh Anda tidak bisa dipisahkan.
officer-details-one-service = Hampir semua penilaian Anda dari satu layanan, jadi Anda hanya dibandingkan dengan rekan di layanan yang sama.
officer-details-apart = Tidak ada layanan, kantor, atau penilai yang menghubungkan penilaian Anda dengan sebagian besar penilaian lain, jadi Anda hanya dapat dibandingkan di dalam kelompok Anda sendiri.
officer-standing-above = <b>Skor Anda jelas di atas rata-rata umum</b>, lebih jauh daripada selisih yang lazim antarpetugas; kemungkinan keliru paling banyak 5 %. Karena itu nama Anda ada di daftar “Layak diapresiasi” dalam ringkasan atasan Anda. Terima kasih!
officer-standing-below = <b>Skor Anda jelas di bawah rata-rata umum</b>, lebih jauh daripada selisih yang lazim antarpetugas; kemungkinan keliru paling banyak 5 %. Karena itu nama Anda ada di daftar “Perlu dibantu” dalam ringkasan atasan Anda.

    Ini bukan hukuman dan bukan predikat kinerja: atasan diminta mendengarkan dan membantu. Sampaikan kepada atasan apa yang menyulitkan Anda di loket dan apa yang Anda perlukan.

    Kalau menurut Anda keliru, Anda berhak berkeberatan kepada atasan atau pengelola di kantor: semua angka dapat dihitung ulang dari catatan.
