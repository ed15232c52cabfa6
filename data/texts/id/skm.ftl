# Istilah resmi SKM menurut PermenPANRB 14/2017, dipakai bersama oleh laporan, lembar publikasi, dan buku kerja.
skm-unsur-persyaratan = Persyaratan
skm-unsur-prosedur = Sistem, Mekanisme, dan Prosedur
skm-unsur-waktu = Waktu Penyelesaian
skm-unsur-biaya = Biaya/Tarif
skm-unsur-produk = Produk Spesifikasi Jenis Pelayanan
skm-unsur-kompetensi = Kompetensi Pelaksana
skm-unsur-perilaku = Perilaku Pelaksana
skm-unsur-sarana = Sarana dan Prasarana
skm-unsur-pengaduan = Penanganan Pengaduan, Saran dan Masukan
skm-grade-A = Sangat Baik
skm-grade-B = Baik
skm-grade-C = Kurang Baik
skm-grade-D = Tidak Baik
