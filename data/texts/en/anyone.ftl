anyone-welcome = Welcome to <b>Suara</b>. Here you rate the service of your district and village offices with two taps.
anyone-how = How: scan the QR on the poster at the desk with your phone's camera. Cannot scan? Type the code of six letters or digits below the QR here.
anyone-officer-hint = You are connected as staff: /ringkasan shows your weekly digest.
anyone-help = Suara brings what citizens think to the officer who served them, without names.
    /bahasa – change the language
    /privasi – what we store
anyone-languages = Choose a language.
anyone-language-set = All right, we speak English.
anyone-privacy = <b>Your privacy</b>

    This office runs Suara to improve its service and to give feedback to its staff.

    <b>Stored:</b> the face you chose, the desk, the officer, the date and the hour (no minutes). Your account is kept as a random code only.
    <b>Not stored:</b> your name, your identity number and your telephone number.

    Neither officers nor superiors nor administrators can see who rated. Officers see only weekly sums of ten people or more. Your rating does not affect the service you get.

    Messages go through Telegram, whose servers are outside Indonesia. Legal basis: UU 27/2022 and UU 25/2009.
anyone-not-understood = Thank you, but I only understand poster codes and buttons. Scan the QR at the desk, or type the code below it. /bantuan
anyone-stale-button = This button is no longer valid. Please scan the QR at the desk again, or type its code.
anyone-failed = Sorry, something went wrong on our side. Please try again in a moment, or scan the QR at the desk again.
command-start = Start
command-bahasa = Change the language
command-privasi = What we store
command-bantuan = Help
command-ringkasan = My weekly digest
command-tim = My team
