# Menunggu pembaca yang tumbuh besar dengan bahasa ini. Hanya kata yang cukup pasti; selebihnya bahasa Indonesia.
anyone-welcome = Wilujeng sumping! Di <b>Suara</b> Anda menilai pelayanan kantor kecamatan dan kelurahan, cukup dua ketukan.
anyone-languages = Pilih basa.
anyone-language-set = Muhun, Basa Sunda. Selebihnya berbahasa Indonesia.
