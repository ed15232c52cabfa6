# Satu hal untuk dicoba: satu per minggu, bergiliran dalam setiap keadaan, tidak terulang sebelum semua dipakai.

# Belum ada skor: supaya warga tahu bahwa mereka boleh menilai.
tip-quiet-1 = Pindahkan poster QR ke tempat yang langsung terlihat saat warga duduk di depan loket.
tip-quiet-2 = Sesudah urusan selesai, katakan: “Kalau berkenan, Bapak/Ibu boleh menilai pelayanan kami lewat poster ini.”
tip-quiet-3 = Beri tahu warga bahwa penilaian tidak memakai nama dan tidak memengaruhi urusan mereka.
tip-quiet-4 = Biarkan warga menilai sendiri di ponselnya. Penilaian yang jujur lebih berguna bagi Anda daripada yang bagus.
tip-quiet-5 = Periksa apakah poster QR masih bersih dan tidak tertutup map, tanaman, atau stempel.
tip-quiet-6 = Ingatkan warga bahwa menilai cukup dua ketukan dan boleh dilakukan nanti di rumah.
tip-quiet-7 = Coba pindai poster QR dengan ponsel Anda dari kursi warga. Kalau sulit terbaca, minta poster baru.
tip-quiet-8 = Bagi warga yang ponselnya sulit memindai, tunjukkan kode ketik di bawah gambar QR.
tip-quiet-9 = Sebut nama Anda di awal pelayanan, supaya warga tahu siapa yang mereka nilai.

# Naik: menjaga dan menularkan.
tip-rising-1 = Ingat satu kebiasaan baru dari minggu-minggu terakhir, lalu tulis. Itulah yang perlu Anda jaga.
tip-rising-2 = Ceritakan kepada seorang rekan satu hal kecil yang belakangan ini berhasil di loket Anda.
tip-rising-3 = Pilih jam tersibuk Anda. Pertahankan cara melayani yang sama pada jam itu.
tip-rising-4 = Tanyakan kepada seorang warga: “Apa yang tadi paling membantu?” Jawabannya patut diteruskan.
tip-rising-5 = Tempel daftar syarat yang paling sering ditanyakan di tempat yang mudah dibaca warga.
tip-rising-6 = Ajak rekan yang baru bertugas duduk setengah jam di samping Anda, lalu gantian.
tip-rising-7 = Simpan tenaga: minum dan tarik napas sebentar di antara dua warga. Keramahan juga perlu istirahat.
tip-rising-8 = Pilih satu langkah yang masih sering membuat warga bertanya. Buat kalimat penjelasan yang lebih sederhana.
tip-rising-9 = Ucapkan terima kasih kepada rekan yang ikut membuat loket Anda lancar.

# Tetap: pelayanan sehari-hari.
tip-steady-1 = Sapa warga lebih dulu dan sebut nama Anda, baru tanyakan keperluannya.
tip-steady-2 = Sebelum mengetik, tatap warga sebentar dan katakan apa yang sedang Anda kerjakan.
tip-steady-3 = Sebutkan perkiraan waktu selesai sejak awal. Menunggu terasa lebih ringan bila tahu sampai kapan.
tip-steady-4 = Kalau berkas kurang, tulis apa saja yang kurang di secarik kertas, supaya warga cukup kembali sekali.
tip-steady-5 = Tutup dengan bertanya: “Masih ada yang bisa saya bantu?” Tunggu jawabannya sebelum memanggil nomor berikutnya.
tip-steady-6 = Ganti satu istilah kantor dengan kata sehari-hari, misalnya “diperiksa” untuk “diverifikasi”.
tip-steady-7 = Ulangi keperluan warga dengan kata-kata Anda sendiri sebelum mulai. Salah paham jadi cepat ketahuan.
tip-steady-8 = Saat antrean panjang, sampaikan kepada yang menunggu bahwa mereka terlihat: “Terima kasih sudah sabar.”
tip-steady-9 = Kalau harus menolak, sebutkan alasannya dan satu langkah yang masih dapat ditempuh warga.
tip-steady-10 = Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.
tip-steady-11 = Kalau perlu meninggalkan loket, katakan berapa lama dan siapa yang menggantikan.
tip-steady-12 = Di akhir pelayanan, rangkum dalam satu kalimat: apa yang sudah selesai dan apa langkah berikutnya.

# Turun: ringan, satu hal saja, dan tidak sendirian.
tip-falling-1 = Catat hari ketika sistem, blangko, atau alat terganggu, lalu sampaikan kepada atasan. Itu bukan kesalahan Anda.
tip-falling-2 = Pilih satu hal saja minggu ini: sapa setiap warga dengan tersenyum sebelum meminta berkas.
tip-falling-3 = Ajak seorang rekan yang Anda percaya mengamati satu jam pelayanan, lalu tanyakan satu saran saja.
tip-falling-4 = Kalau antrean membuat Anda terburu-buru, bicarakan pembagian tugas dengan atasan minggu ini.
tip-falling-5 = Saat warga kesal, dengarkan sampai selesai, lalu katakan: “Saya mengerti. Mari kita lihat apa yang bisa dilakukan.”
tip-falling-6 = Kalau ada keterlambatan, sampaikan lebih dulu sebelum warga bertanya, beserta alasannya.
tip-falling-7 = Ingat satu pelayanan yang berjalan baik minggu lalu. Apa yang Anda lakukan saat itu? Ulangi hari ini.
tip-falling-8 = Minta maaf singkat bila warga menunggu lama, meskipun bukan karena Anda. Suasana sering langsung membaik.
tip-falling-9 = Jaga jeda makan dan istirahat Anda. Melayani dengan tenang sulit dilakukan saat lelah.
