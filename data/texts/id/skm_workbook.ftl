# Buku kerja SKM (XLSX): lembar-lembarnya, dan rencana tindak lanjut yang diisi kantor.
workbook-title = Survei Kepuasan Masyarakat (SKM)
workbook-summary-sheet = Ringkasan
workbook-answers-sheet = Pengolahan
workbook-profile-sheet = Profil
workbook-units-sheet = Unit
workbook-plan-sheet = Rencana tindak lanjut
workbook-earlier-sheet = Tindak lanjut sebelumnya

workbook-responses = Responden (jawaban lengkap)
workbook-unfinished = Mulai mengisi tetapi belum selesai
workbook-users = Pengguna layanan pada periode ini
workbook-target = Target responden (Krejcie–Morgan)
workbook-reached = Tercapai dari target
workbook-unknown = belum diketahui
workbook-no-responses = Belum ada jawaban lengkap pada periode ini, maka tidak ada IKM.

workbook-code = Kode
workbook-priority = Prioritas
workbook-priority-is = Prioritas { $number }
workbook-chart = NRR per unsur (1–4)

workbook-table = Tabel resmi (PermenPANRB 14/2017)
workbook-from = { $interval }, dari
workbook-to = sampai
workbook-series = IKM dari periode ke periode
workbook-total = Jumlah nilai

workbook-notes = Cara menghitung dan batas-batasnya
workbook-note-method = Hanya jawaban lengkap, sembilan unsur, yang dihitung. Setiap unsur berbobot tepat 1/9; IKM = jumlah NRR tertimbang × 25.
workbook-note-rounding = Rumus IKM memakai bilangan bulat dan membulatkan satu kali ke dua angka di belakang koma, dengan nilai tepat di tengah ke atas: 88,305 menjadi 88,31. Mutu mengikuti IKM yang sudah dibulatkan.
workbook-note-chosen = Responden mengisi atas kemauan sendiri; mereka bukan sampel acak, jadi hasilnya belum tentu mewakili seluruh pengguna layanan.
workbook-note-few = Jawaban lengkap baru { $responses }, kurang dari { $floor }: hasilnya belum dapat dibaca sebagai pendapat masyarakat dan tidak dirinci per unit, layanan, atau profil.
workbook-note-target = Target menurut tabel Krejcie–Morgan untuk jumlah pengguna layanan yang disampaikan kantor, bukan jumlah penduduk.
workbook-note-formulas = Sel yang menghitung berisi rumus dan dapat diperiksa; sumbernya lembar { $sheet }.

workbook-sum = Jumlah
workbook-count = Jumlah responden
workbook-order = Jawaban diurutkan menurut nilai, sehingga tidak menunjukkan siapa yang mengisi dan kapan.

workbook-choice = Jawaban

workbook-means = NRR per unsur
workbook-totals = Nilai per unsur
workbook-whole = Seluruhnya
workbook-parts-note = Angka unit di atasnya dihitung dari seluruh jawaban, bukan dari rata-rata unit. Bagian dengan kurang dari { $floor } jawaban tidak ditampilkan sendiri.

plan-guide-1 = Isi program/kegiatan untuk ketiga unsur terendah; baris kosong boleh dipakai untuk unsur lain.
plan-guide-open = Pilih unsur yang akan diperbaiki; unsur terendah baru ditunjukkan mulai { $several } responden.
plan-guide-2 = Unsur dan triwulan dipilih dari daftar. Tanggal selesai dikosongkan sampai kegiatannya benar-benar selesai.
plan-guide-3 = Serahkan kembali berkas ini kepada pengelola Suara; isinya masuk ke laporan dan menjadi tindak lanjut pada laporan berikutnya.
plan-unsur = Unsur
plan-program = Program/kegiatan
plan-quarter = Triwulan
plan-responsible = Penanggung jawab
plan-done = Tanggal selesai
plan-status = Status
plan-status-done = Selesai
plan-status-open = Belum selesai
plan-choose = Pilih dari daftar
plan-choose-unsur = Pilih salah satu dari sembilan unsur.
plan-choose-quarter = Sebaiknya pilih dari daftar, misalnya { $quarter }. Tetap pakai yang ditulis?
plan-after = Rencana sesudah survei { $period }
plan-planned = Rencana
plan-realised = Selesai
plan-share = Realisasi
plan-none = Belum ada rencana tindak lanjut dari periode sebelumnya.
plan-update = Untuk mencatat yang sudah selesai, isi tanggal selesai pada lembar { $sheet } di buku kerja periode itu, lalu serahkan kembali.
