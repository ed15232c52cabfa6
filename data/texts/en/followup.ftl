followup-list = <b>Complaints to follow up</b>: { $cases }
followup-line = <b>{ $code }</b> · { $status }
    { $office }, { $desk }
followup-line-open = by { $due }
followup-line-overdue = ⏰ overdue since { $due }
followup-line-answered = answered
followup-none = No complaint is waiting for you. 👍
followup-gone = This complaint has been closed, or is not yours.
followup-about = About: { $officer }
followup-concern-ancaman = ⚠ About a threat
followup-concern-keselamatan = ⚠ About safety
followup-concern-pungli = ⚠ About money that was asked for
followup-anonymous = Who the citizen is has not been stored. Please do not look for them; your answer reaches them through the bot.
followup-answer = ✍ Answer
followup-close = 📌 Close
followup-back = ◀ Back
followup-ask-answer = Write your answer to <b>{ $code }</b> in one message. The citizen reads it as it is.
followup-ask-closing = Write in one message what was done about <b>{ $code }</b>. The citizen reads it, and can then say whether it is solved.
followup-cancel = Cancel
followup-answered = ✅ Your answer to <b>{ $code }</b> is on its way:

    { $text }
followup-closed = ✅ <b>{ $code }</b> is closed. On its way to the citizen:

    { $text }
followup-masked = Personal data in it has been masked.
