# The demo's page: wall, clock, phones, and the guided tour.
demo-title = Suara – the sample office
demo-citizen = Citizen
demo-officer = Officer (ASN)
demo-supervisor = Supervisor
demo-posters = Posters at the desks
demo-invitations = Invitations for staff
demo-invitation = Invitation
demo-invitation-team = Supervisor’s invitation
demo-invitation-how = Scan it to connect your Telegram. This invitation is personal and works once.
demo-hour = 1 hour later
demo-monday = Until Monday 06:00
demo-month = 4 busy weeks

tour-scan = Scan a poster
tour-scan-how = You have just been served. On the wall, choose a desk’s poster and press Scan.
    The link is found? Press Open, then START.
tour-rate = Rate with one tap
tour-rate-how = Tap the face that fits. It is saved at once, without a name.
    The questions after it may be answered or left.
tour-change = Change your mind
tour-change-how = Tap Change, then another face. The same message changes in place.
tour-privacy = What is kept?
tour-privacy-how = Open the menu ☰ at the bottom left and choose /privasi.
tour-officer = Become an officer
tour-officer-how = Choose the officer’s phone, scan the Invitation on the wall, press Open and START.
    Then tap “Yes, this is me”.
tour-digest = Receive Monday’s summary
tour-digest-how = Turn the clock: press “4 busy weeks”. Hundreds of citizens rate; each Monday at 06:00 the summary arrives.
    Tap the picture to enlarge it.
tour-supervisor = Be a supervisor
tour-supervisor-how = Choose the supervisor’s phone, scan the Supervisor’s invitation, and connect.
    Then send /tim to see the team.
tour-why = Why is the score what it is?
tour-why-how = Tap the name of somebody who has a score. You see its range, the number of ratings, and how it has moved.
    Every look is written down.
