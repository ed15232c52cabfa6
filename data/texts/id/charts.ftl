# Gambar: perkembangan seorang petugas dan satu tim.
chart-title = Skor Suara (indikatif)
chart-range = kisaran { $low }–{ $high }
chart-raters = { $band } penilai
chart-now-none = Minggu ini belum ada skor
chart-gap = belum ada skor
chart-empty = Belum ada skor. Skor muncul setelah cukup banyak warga menilai.
chart-team-title = Tim: Skor Suara (indikatif)
chart-team-values = skor
chart-team-raters = penilai
chart-official = resmi
chart-provisional = sementara (datanya masih sedikit)
chart-interval = kisaran yang mungkin
chart-week = { $first } – { $last }
chart-none = belum ada skor
chart-none-too_few = belum cukup penilai
