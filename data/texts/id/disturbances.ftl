# /gangguan: atasan mencatat apa yang terganggu di sebuah loket.
disturbances-which-desk = Di loket mana ada gangguan?
disturbances-no-desk = Belum ada loket di kantor Anda. Mintalah pengelola mengisi daftarnya.
disturbances-desk = { $desk } · { $office }
disturbances-place = <b>{ $desk }</b>, { $office }
disturbances-which-day = Kapan?
disturbances-today = Hari ini: { $day }
disturbances-yesterday = Kemarin: { $day }
disturbances-what = Apa yang terganggu? Boleh lebih dari satu; ketuk lagi untuk membatalkan.
disturbances-done = Selesai
disturbances-declared = Tercatat: <b>{ $causes }</b>. Terima kasih. Gangguan ini disebut dalam ringkasan hari Senin, supaya angka minggu itu dibaca dengan adil.
disturbances-none = Tidak ada gangguan yang tercatat.
disturbances-other-desk = Loket lain
disturbances-too-late = Gangguan hanya dapat dicatat untuk hari ini dan kemarin. Mulai lagi dengan /gangguan.
