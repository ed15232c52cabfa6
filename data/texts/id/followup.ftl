followup-list = <b>Pengaduan yang perlu ditindaklanjuti</b>: { $cases }
followup-line = <b>{ $code }</b> · { $status }
    { $office }, { $desk }
followup-line-open = sampai { $due }
followup-line-overdue = ⏰ lewat batas { $due }
followup-line-answered = sudah dijawab
followup-none = Tidak ada pengaduan yang menunggu Anda. 👍
followup-gone = Pengaduan ini sudah ditutup, atau tidak ada pada Anda.
followup-about = Tentang: { $officer }
followup-concern-ancaman = ⚠ Menyangkut ancaman
followup-concern-keselamatan = ⚠ Menyangkut keselamatan
followup-concern-pungli = ⚠ Menyangkut pungutan
followup-anonymous = Identitas warga tidak kami simpan. Mohon jangan mencarinya; jawaban Anda sampai lewat bot ini.
followup-answer = ✍ Jawab
followup-close = 📌 Tutup
followup-back = ◀ Kembali
followup-ask-answer = Tulis jawaban Anda untuk <b>{ $code }</b> dalam satu pesan. Warga membacanya apa adanya.
followup-ask-closing = Tulis dalam satu pesan apa yang sudah dilakukan untuk <b>{ $code }</b>. Warga membacanya, lalu bisa mengatakan sudah selesai atau belum.
followup-cancel = Batal
followup-answered = ✅ Jawaban untuk <b>{ $code }</b> terkirim:

    { $text }
followup-closed = ✅ <b>{ $code }</b> ditutup. Terkirim kepada warga:

    { $text }
followup-masked = Data pribadi di dalamnya disamarkan.
