case-ask = 🛟 <b>Ask for follow-up</b>

    Write in one message: what happened, and what you hope for.

    A superior reads it, not the officer who served you. Nobody knows who you are; the answer comes through this bot, by { $due } at the latest.
    Telephone numbers, identity numbers and addresses are masked before anything is stored.
case-ask-addition = Write what you want to add to <code>{ $code }</code> in one message.
case-cancel = Cancel
case-cancelled = All right, nothing was sent.
case-gone = Sorry, the rating of this complaint is no longer there. Please scan the QR at the desk again, or type its code.
case-too-long = Your message has { $length } characters, there is room for { $longest }. Please shorten it and send it again. Nothing has been stored.
case-too-many = There is a lot on this case already. Please wait for the office's answer.
case-received = ✅ <b>Your complaint has been received.</b>
    Receipt code: <code>{ $code }</code>

    The answer comes through this bot, by { $due } at the latest. Keep the code; type it here any time to see how things stand.
case-raised = We take this seriously. Your complaint is read by a higher superior, where there is one.
case-nobody-above = No superior of this officer is registered yet, so the answer may be delayed. You can also report to:
case-doors = You can also turn directly to:
case-door-darurat = • Emergency: call 112
case-door-lapor = • SP4N-LAPOR!: lapor.go.id, or SMS to 1708
case-door-ombudsman = • Ombudsman RI: call 137, or ombudsman.go.id
case-added = ✅ Your words have been added.
case-title = 🛟 <b>{ $code }</b>
    { $office }, { $desk }
case-status-open = Waiting for an answer, by { $due } at the latest.
case-status-overdue = ⏰ The time limit, { $due }, has passed.
case-status-answered = Answered.
case-status-closed = Closed { $day }.
case-status-withdrawn = Withdrawn.
case-earlier = … (earlier words are not shown)
case-you = You
case-citizen = Citizen
case-office = Office
case-event-opened = <b>{ $who }</b>, { $day }: { $text }
case-event-added = <b>{ $who }</b>, { $day }: { $text }
case-event-answered = <b>{ $who }</b>, { $day }: { $text }
case-event-closed = <b>{ $who }</b>, { $day }, what was done: { $text }
case-event-solved = <b>{ $who }</b>, { $day }: solved
case-event-reopened = <b>{ $who }</b>, { $day }: not solved, opened again
case-event-unsolved = <b>{ $who }</b>, { $day }: still not solved
case-event-withdrawn = <b>{ $who }</b>, { $day }: withdrawn
case-erased = (erased)
case-event-escalated = ⏰ { $day }: the time limit passed
case-add = ✍ Add words
case-solved = ✅ Solved
case-unsolved = Not solved
case-thanks-solved = Thank you, noted: solved.
case-reopened = We have opened it again. Answer by { $due } at the latest.
case-still-unsolved = We are sorry that this is not solved. The case was opened again once and cannot be opened here a second time, but you can still report to:
case-told-answered = 📩 <b>Answer to { $code }</b>
    { $office }

    { $text }
case-told-closed = 📌 <b>{ $code } has been closed</b>
    { $office }

    What was done: { $text }

    Is your problem solved?
case-told-escalated = ⏰ <b>{ $code }</b>
    The time limit has passed; { $position }, { $office }, has been told. The new time limit: { $due }.
case-told-nobody = ⏰ <b>{ $code }</b>
    The time limit has passed, and there is no higher superior whom we could tell. We are sorry. You can report to:
case-informed = ⏰ The time limit of complaint <b>{ $code }</b> ({ $office }) has passed without an answer. The citizen has been told that you know of it. /tindaklanjut
case-of-another = <b>{ $code }</b>
case-unknown-receipt = We could not find that receipt code. Please check it again: TL- and then seven letters or digits.
