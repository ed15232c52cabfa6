# Di setiap kertas laporan.
paper-page = Halaman { $page } dari { $pages }
paper-table = Tabel
paper-chart = Grafik
