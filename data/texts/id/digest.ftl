# Ringkasan mingguan: sekaligus keterangan gambar di Telegram, jadi paling banyak 1.024 huruf.
digest-title = <b>Ringkasan mingguan</b>
digest-date = { $monday }, untuk minggu { $days }
digest-greeting = Halo, { $name }.

# Yang baik lebih dulu.
digest-good-rising = Usaha Anda mulai terlihat oleh warga. Terima kasih sudah tekun.
digest-good-high = Pada umumnya warga menilai pelayanan Anda baik atau sangat baik. Terima kasih atas pelayanan Anda.
digest-good-any = Terima kasih atas pelayanan Anda. Setiap penilaian membantu Anda melihat hasil kerja dari mata warga.
digest-good-quiet = Terima kasih atas pelayanan Anda bagi warga.

digest-score = <b>Skor Suara (indikatif): { $score }</b>, kisaran { $low }–{ $high }, dari { $band } penilaian.
digest-score-provisional = <b>Skor Suara (indikatif): { $score }</b>, kisaran { $low }–{ $high }, dari { $band } penilaian. Angka ini masih sementara.
digest-held = Angkanya masih dari minggu { $days }: penilaian baru belum cukup untuk memperbaruinya.

digest-change-up = Dibandingkan awal grafik, skor Anda <b>naik</b>.
digest-change-same = Dibandingkan awal grafik, skor Anda <b>stabil</b>: belum ada bukti cukup bahwa ada yang berubah.
digest-change-down = Dibandingkan awal grafik, skor Anda <b>turun</b>. Penyebabnya bisa juga antrean atau gangguan sistem, bukan hanya cara melayani.
digest-change-unknown = Naik atau turunnya baru dapat dibaca setelah beberapa minggu.

# Siapa yang ada di daftar atasan, mengetahuinya.
digest-standing-above = Skor Anda <b>jelas di atas rata-rata umum</b>. Atasan Anda diminta menyampaikan apresiasi. /rincian
digest-standing-below = Skor Anda <b>jelas di bawah rata-rata umum</b>. Atasan Anda diminta membantu; ini bukan hukuman, dan Anda boleh berkeberatan. /rincian

# Siapa yang tidak ikut menilai: di samping kisaran.
digest-response = Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: { $low }–{ $high }.
digest-doubt = <b>Mungkin tidak mewakili:</b> { $reasons }.
digest-doubt-week = lebih dari { $percent }% dari satu minggu
digest-doubt-service = lebih dari { $percent }% dari satu layanan

digest-none = <b>Skor Suara (indikatif): belum ada</b>
digest-none-no_ratings = Belum ada penilaian untuk Anda. Skor baru dihitung dari sedikitnya { $floor } orang, supaya adil bagi Anda dan tidak ada warga yang dapat dikenali.
digest-none-too_few = Penilainya belum cukup: <b>kurang { $missing } orang lagi</b>. Skor baru dihitung dari sedikitnya { $floor } orang, supaya adil bagi Anda dan tidak ada warga yang dapat dikenali.
digest-none-one_voice = Sudah ada penilaian untuk Anda, terima kasih. Angkanya menunggu penilaian dari lebih banyak orang: suara satu orang masih terlalu berbobot di dalamnya, dan itu tidak adil bagi Anda maupun bagi warga itu.
digest-none-unreliable = Sudah ada penilaian untuk Anda, terima kasih. Jumlahnya belum cukup untuk membedakan hasil kerja Anda dari kebetulan, jadi angkanya ditunggu dulu supaya adil.
digest-none-help = Yang membantu: poster QR mudah terlihat di loket, dan warga tahu bahwa mereka boleh menilai sendiri sesudah dilayani.

digest-tip = <b>Satu hal untuk dicoba minggu ini</b>

# Gangguan di loket tempat petugas berjaga.
digest-disturbances = <b>Gangguan minggu itu:</b> { $what }. Penilaian yang menyebutnya tidak dihitung pada Anda.
digest-disturbance = { $cause }, { $desk } ({ $days })
digest-disturbance-others = { $count } lainnya

# Ringkasan tim untuk atasan.
digest-team-title = <b>Ringkasan tim</b>
digest-team-coverage = { $scored ->
    [0] Belum ada anggota tim yang punya Skor Suara (indikatif).
   *[other] <b>{ $scored } dari { $members } anggota tim</b> sudah punya Skor Suara (indikatif).
}
digest-team-ratings = <b>Banyaknya penilaian</b>
digest-team-band = { $band }: { $who }
digest-team-none = belum ada skor: { $who }
digest-team-people = { $count } orang
digest-team-others = { $count } orang lainnya
digest-team-above = <b>Layak diapresiasi:</b> { $who } (jelas di atas rata-rata umum). Sampaikan langsung dan sebutkan contohnya.
digest-team-below = <b>Perlu dibantu:</b> { $who } (jelas di bawah rata-rata umum). Dengarkan dulu, lalu tawarkan bantuan; ini bukan dasar hukuman.
digest-team-up = <b>Skornya naik:</b> { $who } (buktinya cukup).
digest-team-down = <b>Skornya turun:</b> { $who } (buktinya cukup). Tanyakan kabarnya; penyebabnya bisa di luar kendali petugas.
digest-team-steady = Tidak ada naik atau turun yang cukup jelas. Waktu yang baik untuk berterima kasih kepada seluruh tim.
digest-team-quiet = Yang membantu: poster QR mudah terlihat di setiap loket, dan warga diberi waktu untuk menilai sendiri.
digest-team-disturbances = <b>Gangguan minggu itu:</b> { $what }.
digest-team-order = Nama mengikuti susunan tim, bukan peringkat.
digest-held-second-look = Angkanya masih dari minggu { $days }: skor baru jauh berbeda, jadi kami lihat sekali lagi minggu depan sebelum memperbaruinya.
