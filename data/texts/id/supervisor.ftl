supervisor-team = <b>Tim Anda</b> – minggu mulai { $week }
    { $people } orang, urut kantor dan nama (bukan peringkat).
supervisor-chart = Tim Anda, minggu mulai { $week }. Titik: Skor Suara (indikatif); garis: rentang kewajarannya.
supervisor-week = Minggu mulai { $week }
supervisor-figures = Skor Suara { $points } ({ $low }–{ $high }){ $arrow } · { $band } penilaian
supervisor-provisional = Sementara: datanya masih sedikit.
supervisor-standing-above = Layak diapresiasi: jelas di atas rata-rata umum.
supervisor-standing-below = Perlu dibantu: jelas di bawah rata-rata umum. Dengarkan dulu, lalu tawarkan bantuan; ini bukan dasar hukuman, dan yang bersangkutan dapat membacanya juga.
supervisor-coverage = { $percent } % penilaian menyebut petugasnya ({ $band } penilaian)
supervisor-none-no_ratings = Belum ada penilaian.
supervisor-none-too_few = Belum ada skor: kurang { $missing } penilai lagi.
supervisor-none-one_voice = Belum ada skor: suara satu orang masih terlalu berbobot di dalamnya.
supervisor-none-unreliable = Belum ada skor: sudah ada penilaian, tetapi belum cukup untuk membedakan hasil kerja dari kebetulan.
supervisor-noted = Setiap kali dilihat, tercatat.
supervisor-back = ◀ Sebelumnya
supervisor-next = Berikutnya ({ $page }/{ $pages }) ▶
supervisor-no-team = Perintah ini untuk atasan yang akunnya sudah terhubung dan punya tim.
supervisor-no-week = Tim Anda { $people } orang. Angka pertama terbit hari Senin pagi.
supervisor-not-yours = Orang ini tidak ada dalam tim Anda.
supervisor-report = 📄 <b>Laporan Survei Kepuasan Masyarakat</b>
    { $first } sampai { $last }. Dibuat { $made }.
supervisor-no-report = Belum ada laporan survei (SKM) untuk kantor Anda. Laporan dibuat otomatis setelah periodenya berakhir.
