# Menunggu pembaca yang tumbuh besar dengan bahasa ini. Hanya kata yang cukup pasti; selebihnya bahasa Indonesia.
citizen-question-officer = <b>{ $officer }</b>: kumaha palayananana?
citizen-question = Kumaha palayananana?
citizen-who-served = Saha nu ngaladenan Anjeun? ({ $desk })
citizen-not-sure = Teu terang
citizen-stored = Tersimpan. Hatur nuhun!
citizen-thanks = Hatur nuhun! Penilaian Anda: <b>{ $face }</b>
