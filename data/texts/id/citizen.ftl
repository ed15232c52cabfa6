citizen-place = <b>{ $office }</b>
    { $desk }
citizen-question-officer = Yang melayani Anda: <b>{ $officer }</b>
    Bagaimana pelayanannya?
citizen-question-several = Petugas di sini sekarang:
    { $officers }

    Bagaimana pelayanannya?
citizen-question-desk = Bagaimana pelayanan di loket ini?
citizen-anonymous = 🔒 Tanpa nama: petugas dan kantor tidak tahu siapa yang menilai. /privasi
citizen-stored = Tersimpan. Terima kasih!
citizen-face-stored = Tersimpan: { $face }
citizen-who-served = Siapa yang melayani Anda?
citizen-not-sure = Tidak yakin
citizen-thanks = Terima kasih! Penilaian Anda: <b>{ $face }</b>
citizen-for-officer = Untuk { $officer }, { $office }.
citizen-for-desk = Untuk { $desk }, { $office }.
citizen-change-until = Masih bisa diubah atau dibatalkan sampai pukul { $time }.
citizen-change = Ubah
citizen-undo = Batalkan
citizen-withdrawn = Penilaian Anda sudah dibatalkan dan dihapus.
citizen-rate-again = Nilai lagi
citizen-window-closed = Waktu untuk mengubah sudah lewat. Penilaian Anda tetap tersimpan. Terima kasih!
citizen-own-office = Ini kantor Anda sendiri. Pegawai tidak menilai rekan sekantor, supaya penilaian warga tetap murni.
citizen-unknown-poster = Tautan ini tidak kami kenali.
citizen-revoked-poster = Poster ini sudah diganti. Silakan pindai poster terbaru di { $office }, atau minta petugas menunjukkannya.
citizen-unknown-code = Kode itu tidak kami temukan. Coba periksa lagi: kode ada di bawah gambar QR pada poster, enam huruf atau angka.
citizen-too-many-guesses = Sudah beberapa kali kodenya belum cocok. Silakan coba lagi sepuluh menit lagi, atau pindai QR pada poster.
citizen-not-a-code = Maaf, saya belum mengerti pesan itu.
citizen-what-stood-out = Apa yang menonjol? Boleh lebih dari satu, boleh dilewati.
citizen-excused = Dicatat: bukan salah petugas. Penilaian ini untuk kantor, bukan untuk petugas.
citizen-which-service = Untuk urusan apa Anda datang?
citizen-other-service = Urusan lain
