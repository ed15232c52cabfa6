citizen-place = <b>{ $office }</b>
    { $desk }
citizen-question-officer = Served by: <b>{ $officer }</b>
    How was the service?
citizen-question-several = On duty here now:
    { $officers }

    How was the service?
citizen-question-desk = How was the service at this desk?
citizen-anonymous = 🔒 Anonymous: neither the officer nor the office knows who rated. /privasi
citizen-stored = Saved. Thank you!
citizen-face-stored = Saved: { $face }
citizen-who-served = Who served you?
citizen-not-sure = Not sure
citizen-thanks = Thank you! Your rating: <b>{ $face }</b>
citizen-for-officer = For { $officer }, { $office }.
citizen-for-desk = For { $desk }, { $office }.
citizen-change-until = You can change it or take it back until { $time }.
citizen-change = Change
citizen-undo = Take back
citizen-withdrawn = Your rating has been taken back and deleted.
citizen-rate-again = Rate again
citizen-window-closed = It is too late to change this now. Your rating stays saved. Thank you!
citizen-own-office = This is your own office. Staff do not rate colleagues, so that the ratings stay the citizens' own.
citizen-unknown-poster = We do not know this link.
citizen-revoked-poster = This poster has been replaced. Please scan the newest poster at { $office }, or ask an officer to show it to you.
citizen-unknown-code = We could not find that code. Please check it again: it stands below the QR picture on the poster, six letters or digits.
citizen-too-many-guesses = The code did not match several times. Please try again in ten minutes, or scan the QR on the poster.
citizen-not-a-code = Sorry, I did not understand that message.
citizen-what-stood-out = What stood out? You may choose several, or none.
citizen-excused = Noted: not the officer's fault. This rating is for the office, not for the officer.
citizen-which-service = What did you come for?
citizen-other-service = Something else
