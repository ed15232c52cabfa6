# Gambar: perkembangan seorang petugas dan satu tim.
chart-title = Skor Suara (indikatif)
chart-range = kisaran { $low }–{ $high }
chart-ratings = { $band } penilaian
chart-now-none = Minggu ini belum ada skor
chart-gap = tanpa skor
chart-empty = Belum ada skor. Skor muncul setelah cukup banyak warga menilai.
chart-team-title = Tim: Skor Suara (indikatif)
chart-team-values = skor
chart-team-ratings = penilaian
chart-official = resmi
chart-provisional = sementara (datanya masih sedikit)
chart-interval = kisaran yang mungkin
chart-none = belum ada skor
chart-none-no_ratings = belum ada penilaian
chart-none-too_few = penilainya belum cukup
chart-none-one_voice = suara satu orang masih terlalu berbobot
chart-none-unreliable = penilaiannya belum cukup
