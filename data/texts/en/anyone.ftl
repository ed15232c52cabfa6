anyone-welcome = Welcome to <b>Suara</b>. Here you rate the service of your district and village offices with two taps.
anyone-how = How: scan the QR on the poster at the desk with your phone's camera. Cannot scan? Type the code of six letters or digits below the QR here.
anyone-officer-hint = You are connected as staff: /ringkasan shows your weekly digest.
anyone-help = Suara brings what citizens think to the officer who served them, without names.
    /bahasa – change the language
    /privasi – what we store
    /datasaya – all your data
    /hapus – erase your data
anyone-languages = Choose a language.
anyone-languages-awaiting = * Sundanese and Serang Javanese still wait for a reader who grew up with them. They have some of the words; the rest is Indonesian.
anyone-language-set = All right, we speak English.
anyone-not-understood = Thank you, but I only understand writing and buttons.
anyone-stale-button = This button is no longer valid. Please scan the QR at the desk again, or type its code.
anyone-failed = Sorry, something went wrong on our side. Please try again in a moment, or scan the QR at the desk again.
command-start = Start
command-bahasa = Change the language
command-privasi = What we store
command-datasaya = All my data
command-hapus = Erase my data
command-bantuan = Help
command-ringkasan = My weekly digest
command-tim = My team
command-tindaklanjut = Citizens' complaints
command-gangguan = Note what broke down at a desk
command-kabar = You said, we did
command-laporan = My office's survey report (SKM)
anyone-no-voice = Sorry, we do not take voice messages or videos: a voice shows who you are. It was not stored.
anyone-edited = A message that is changed is not read again. Just send a new one.
anyone-elsewhere = Suara speaks with one person at a time. Open @{ $username } to rate without others looking on.
waiting-idle = To rate: scan the QR on the poster at the desk, or type the code below it. /bantuan
waiting-comment = I am waiting for your comment: just write it here.
waiting-complaint = I am waiting for your complaint: just write it here.
waiting-addition = I am waiting for what you want to add: just write it here.
waiting-survey = Your survey is not finished: tap an answer above, or /start to go on.
waiting-erasure = I am waiting for your answer about erasing your data: tap a button above, or /hapus to be asked again.
waiting-invitation = I am waiting for your answer: tap a button above to connect the officer account.
waiting-reply = I am waiting for your answer to the citizen: just write it here.
waiting-closing = I am waiting for what the office did: just write it here.
waiting-news = I am waiting for your news to the citizens: just write it here.
anyone-tap-instead = One tap is enough to answer.
command-rincian = My score taken apart
