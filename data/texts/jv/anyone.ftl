# Menunggu pembaca yang tumbuh besar dengan bahasa ini. Hanya kata yang cukup pasti; selebihnya bahasa Indonesia.
anyone-welcome = Sugeng rawuh! Di <b>Suara</b> Anda menilai pelayanan kantor kecamatan dan kelurahan, cukup dua ketukan.
anyone-languages = Pilih base.
anyone-language-set = Nggih, Jawa Serang. Selebihnya berbahasa Indonesia.
