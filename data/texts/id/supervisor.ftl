supervisor-team = <b>Tim Anda</b> – minggu mulai { $week }
    { $people } orang, urut kantor dan nama (bukan peringkat).
supervisor-chart = Tim Anda, minggu mulai { $week }. Titik: Skor Suara (indikatif); garis: rentang kewajarannya.
supervisor-week = Minggu mulai { $week }
supervisor-figures = Skor Suara { $points } ({ $low }–{ $high }) { $arrow } · { $band } penilaian
supervisor-provisional = Sementara: datanya masih sedikit.
supervisor-coverage = { $percent } % penilaian menyebut petugasnya ({ $band } penilaian)
supervisor-none-no_ratings = Belum ada penilaian.
supervisor-none-too_few = Belum ada skor: kurang { $missing } penilai lagi.
supervisor-none-all_good = Semua penilai memberi wajah baik atau sangat baik; angka tidak ditampilkan demi kerahasiaan warga.
supervisor-none-all_poor = Semua penilai memberi wajah kurang atau tidak baik; angka tidak ditampilkan demi kerahasiaan warga.
supervisor-noted = Setiap kali dilihat, tercatat.
supervisor-back = ◀ Sebelumnya
supervisor-next = Berikutnya ({ $page }/{ $pages }) ▶
supervisor-no-team = Perintah ini untuk atasan yang akunnya sudah terhubung dan punya tim.
supervisor-no-week = Tim Anda { $people } orang. Angka pertama terbit hari Senin pagi.
supervisor-not-yours = Orang ini tidak ada dalam tim Anda.
