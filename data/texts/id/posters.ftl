# Poster di loket: dibaca sambil berdiri, dari jarak dua meter.
poster-question = Bagaimana pelayanan kami?
poster-step-scan = Pindai
poster-step-scan-detail = kode ini dengan kamera HP
poster-step-start = Tekan MULAI
poster-step-start-detail = di Telegram (atau START)
poster-step-tap = Ketuk wajah
poster-step-tap-detail = yang sesuai. Selesai!
poster-code-title = Tidak bisa memindai?
poster-code-detail = Di Telegram, cari bot ini lalu ketik kode:
poster-anonymous = Anonim: petugas dan atasan tidak tahu siapa yang menilai.
poster-yourself = Isi sendiri; petugas dilarang mengisikan.
poster-edition = Edisi { $edition }
poster-document-title = Poster loket
