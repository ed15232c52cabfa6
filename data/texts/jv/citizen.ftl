# Menunggu pembaca yang tumbuh besar dengan bahasa ini. Hanya kata yang cukup pasti; selebihnya bahasa Indonesia.
citizen-question-officer = <b>{ $officer }</b>: pripun pelayanane?
citizen-question = Pripun pelayanane?
citizen-not-sure = Boten uning
citizen-stored = Tersimpan. Matur nuhun!
citizen-thanks = Matur nuhun! Penilaian Anda: <b>{ $face }</b>
