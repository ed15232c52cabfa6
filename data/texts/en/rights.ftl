rights-privacy = <b>Your privacy</b>

    • This office runs Suara to improve its service and to give feedback to its staff.
    • <b>Stored:</b> your ratings and answers, desk, officer, service, date and hour; your account only as a random code.
    • <b>Not recorded:</b> your name, photo, identity number and telephone number.
    • Neither officers nor superiors nor administrators see who rated; a score appears from ten raters on.
    • <b>Your rights:</b> /datasaya gives you all your data, /hapus erases it. Rating or not, your service is the same.
rights-privacy-more = More
rights-privacy-less = Less
rights-privacy-in-full = <b>Your privacy, in full</b> (version { $version })

    <b>What for.</b> The office that you rate uses this data to improve its service, to give feedback to its staff, for the official survey (SKM), and to follow up complaints.
    <b>Legal basis.</b> Your consent and the task of public service (UU 27/2022), citizens' participation (UU 25/2009), the performance of civil servants (UU 20/2023).

    <b>What is stored</b>
    • Ratings: the face, what stood out, desk, officer, service, date, and the hour without minutes.
    • Comments and complaints: your words. Personal data that we recognise in them is masked before it is stored. Comments may be quoted without names in the office's report.
    • Survey: your answers, and age, sex, education and occupation if you give them.
    • Follow-up: the address of your chat, sealed, so that the office can answer. Superiors read it, not the officer you rated.
    • Visits (time of the scan), reports of “not this person”, language, the version of this text and the day you saw it, and the number of mistyped codes.

    <b>How long.</b> Visits 2 days, questions you have not answered 30 days at most, reports of “not this person” 30 days, comments 12 months. Address and account code of a follow-up 30 days after it is closed. The rest for as long as the office keeps this record. Clearing runs once a day.

    <b>Who could know.</b> Your account's code is made with a key outside the database. From the database alone, not even the administrator can tell who rated. Only somebody who holds that key as well can compare an account they know already.
    <b>If something breaks.</b> A message that we failed to process is kept sealed for at most 30 days, with the name of your Telegram account, so that the fault can be found. It cannot be searched by person, so /datasaya and /hapus do not reach it. Neither do they reach backup copies, until these are replaced.
    <b>Telegram.</b> Messages go through Telegram, whose servers are outside Indonesia. Do not send identity numbers, documents or health details here.

    <b>Your rights.</b> To see: /datasaya. To correct: the button Change, two days from the scan. To withdraw consent and erase: /hapus. All at once, without waiting. Objections or questions: tell the office that served you.
    <b>Children.</b> Not yet 18? Rate together with a parent or guardian. About you, the survey asks only the age.
rights-nothing-held = We hold nothing about you.
rights-file-caption = All that we hold about you. Keep this file safe, or delete it from the chat when you have read it.
rights-erase = <b>Erase all your data?</b>

    • <b>Erased:</b> your ratings, comments, survey answers, visits and choice of language.
    • <b>Complaints still under way are withdrawn.</b> Your words and the way back to you are erased, so the office can no longer answer.
    • <b>What stays:</b> the sums of weeks already published (they name nobody), the office's answers, reports already made with what they quote, and complaints closed more than 30 days ago (they can no longer be traced to you).
rights-erase-officer = Your staff account stays connected, and the weekly digest keeps coming: that is not your data as a citizen.
rights-erase-final = This cannot be undone. More: /privasi
rights-erase-yes = Yes, erase all
rights-erase-no = Keep it
rights-erased = Your data has been erased. The sums of weeks already published stay; they name nobody.

    Old messages of this chat are kept by Telegram; delete them yourself if you wish. You may rate again at any time.
rights-kept = All right, nothing has been erased.
rights-erasure-ended = This question is no longer valid. To erase your data, send /hapus.
# What stands in the file data-saya.txt: plain text, no HTML.
rights-file-title = SUARA: ALL DATA THAT WE HOLD ABOUT YOU
rights-file-made = Read on { $day }, { $time }.
rights-file-you = YOUR CHOICES
rights-file-language = Language
rights-file-privacy = Privacy text that you saw
rights-file-version = version { $version }, { $day }
rights-file-news = The office's latest news shown to you, of
rights-file-account = Staff account
rights-file-bound = connected with { $officer } since { $day }; the address of the chat is sealed
rights-file-waiting = The bot waits for your answer until
rights-file-guesses = Mistyped poster codes
rights-file-visits = VISITS (erased after two days)
rights-file-on-duty = On duty
rights-file-evidence = How you came
rights-file-evidence-ticket = visit ticket
rights-file-evidence-duty = poster, while somebody was on duty
rights-file-evidence-link = poster or link, nobody on duty
rights-file-rated = Rated
rights-file-ratings = RATINGS
rights-file-hour = { $day }, between { $hour }:00 and { $hour }:59
rights-file-face = Face
rights-file-officer = Officer
rights-file-service = Service
rights-file-topics = What stood out
rights-file-excused = Counted for
rights-file-excused-why = the desk, as it was not the officer's fault
rights-file-comment = Comment
rights-file-masked = { $count ->
        [one] 1 piece of personal data masked
       *[other] { $count } pieces of personal data masked
    }
rights-file-reports = REPORTS OF “NOT THIS PERSON” (erased after 30 days)
rights-file-not-there = Who did not serve
rights-file-not-planned = everybody who was planned
rights-file-survey = PUBLIC SATISFACTION SURVEY (SKM)
rights-file-completed = Completed on
rights-file-skipped = (skipped)
rights-file-cases = FOLLOW-UPS
rights-file-concern = Recognised as
rights-file-concern-ancaman = threat
rights-file-concern-keselamatan = safety
rights-file-concern-pungli = illegal charge
rights-file-status = State
rights-file-status-open = under way
rights-file-status-answered = answered
rights-file-status-closed = closed
rights-file-status-withdrawn = withdrawn
rights-file-due = The office's deadline
rights-file-closed = Closed on
rights-file-solved = Solved, as you said
rights-file-yes = yes
rights-file-no = not yet
rights-file-event-opened = your complaint
rights-file-event-added = more from you
rights-file-event-answered = the office's answer
rights-file-event-closed = closed by the office
rights-file-event-solved = you said that it is solved
rights-file-event-reopened = you said that it is not solved; opened again
rights-file-event-unsolved = you said that it is still not solved
rights-file-event-escalated = deadline missed; a higher superior was told, where there is one
rights-file-event-withdrawn = withdrawn
rights-file-way-back = The address of your chat is kept sealed, until 30 days after closing.
rights-file-besides = BESIDES
    - All of the above is stored under a random code, not under your name or account number.
    - Messages of ours that are on their way to you are sealed, and erased once sent.
    - Messages of yours that we failed to process, and backup copies, are sealed or kept apart; neither can be searched by person.
    - A follow-up closed more than 30 days ago can no longer be traced to you, so it is not here.
    - To erase everything, send /hapus.
