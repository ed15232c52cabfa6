case-ask = 🛟 <b>Minta ditindaklanjuti</b>

    Tulis dalam satu pesan: apa yang terjadi, dan apa yang Anda harapkan.

    Yang membaca adalah atasan, bukan petugas yang melayani Anda. Tidak ada yang tahu siapa Anda; jawaban datang lewat bot ini, paling lambat { $due }.
    Nomor telepon, NIK, dan alamat disamarkan sebelum disimpan.
case-ask-addition = Tulis tambahan keterangan untuk <code>{ $code }</code> dalam satu pesan.
case-cancel = Batal
case-cancelled = Baik, tidak ada yang dikirim.
case-gone = Maaf, penilaian untuk pengaduan ini sudah tidak ada. Silakan pindai lagi QR di loket, atau ketik kodenya.
case-too-long = Pesan Anda { $length } huruf, sedangkan tempatnya { $longest }. Mohon dipersingkat, lalu kirim lagi. Belum ada yang disimpan.
case-too-many = Sudah banyak keterangan untuk kasus ini. Mohon tunggu jawaban kantor.
case-received = ✅ <b>Pengaduan Anda diterima.</b>
    Kode tanda terima: <code>{ $code }</code>

    Jawaban datang lewat bot ini, paling lambat { $due }. Simpan kode itu; ketik kapan saja di sini untuk melihat perkembangannya.
case-raised = Ini kami anggap serius. Pengaduan Anda dibaca atasan yang lebih tinggi, bila ada.
case-nobody-above = Di atas petugas ini belum ada atasan yang terdaftar, jadi jawaban mungkin tertunda. Anda juga bisa melapor ke:
case-doors = Anda juga bisa langsung menghubungi:
case-door-darurat = • Keadaan darurat: telepon 112
case-door-lapor = • SP4N-LAPOR!: lapor.go.id, atau SMS ke 1708
case-door-ombudsman = • Ombudsman RI: telepon 137, atau ombudsman.go.id
case-added = ✅ Keterangan Anda sudah ditambahkan.
case-title = 🛟 <b>{ $code }</b>
    { $office }, { $desk }
case-status-open = Menunggu jawaban, paling lambat { $due }.
case-status-overdue = ⏰ Batas waktu { $due } sudah lewat.
case-status-answered = Sudah dijawab.
case-status-closed = Ditutup { $day }.
case-status-withdrawn = Ditarik kembali.
case-earlier = … (yang lebih awal tidak ditampilkan)
case-you = Anda
case-citizen = Warga
case-office = Kantor
case-event-opened = <b>{ $who }</b>, { $day }: { $text }
case-event-added = <b>{ $who }</b>, { $day }: { $text }
case-event-answered = <b>{ $who }</b>, { $day }: { $text }
case-event-closed = <b>{ $who }</b>, { $day }, yang dilakukan: { $text }
case-event-solved = <b>{ $who }</b>, { $day }: sudah selesai
case-event-reopened = <b>{ $who }</b>, { $day }: belum selesai, dibuka lagi
case-event-unsolved = <b>{ $who }</b>, { $day }: masih belum selesai
case-event-withdrawn = <b>{ $who }</b>, { $day }: ditarik kembali
case-erased = (dihapus)
case-event-escalated = ⏰ { $day }: batas waktu lewat
case-add = ✍ Tambah keterangan
case-solved = ✅ Selesai
case-unsolved = Belum selesai
case-thanks-solved = Terima kasih, kami catat: sudah selesai.
case-reopened = Kami buka lagi. Jawaban paling lambat { $due }.
case-still-unsolved = Mohon maaf, ini belum selesai. Kasus ini sudah pernah dibuka lagi dan tidak bisa dibuka sekali lagi di sini, tetapi Anda masih bisa melapor ke:
case-told-answered = 📩 <b>Jawaban untuk { $code }</b>
    { $office }

    { $text }
case-told-closed = 📌 <b>{ $code } ditutup</b>
    { $office }

    Yang dilakukan: { $text }

    Apakah masalah Anda sudah selesai?
case-told-escalated = ⏰ <b>{ $code }</b>
    Batas waktu lewat; { $position }, { $office }, sudah diberi tahu. Batas waktu yang baru: { $due }.
case-told-nobody = ⏰ <b>{ $code }</b>
    Batas waktu lewat, dan tidak ada atasan lebih tinggi yang bisa kami beri tahu. Mohon maaf. Anda bisa melapor ke:
case-informed = ⏰ Batas waktu pengaduan <b>{ $code }</b> ({ $office }) sudah lewat tanpa jawaban. Warga diberi tahu bahwa Anda sudah mengetahuinya. /tindaklanjut
case-of-another = <b>{ $code }</b>
case-unknown-receipt = Kode tanda terima itu tidak kami temukan. Coba periksa lagi: TL- lalu tujuh huruf atau angka.
