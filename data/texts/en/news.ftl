# /kabar: what the office did with what people said.
news-shown = <b>You said, we did</b> ({ $office }): { $text }
news-which-office = News for the citizens of which office?
news-office = <b>News of { $office }</b>
news-current = What citizens read now:
news-no-current = There is no news at present.
news-ask = What did you do with the feedback? Write briefly, { $longest } characters at most, for example: “Many complained about the queue. Since Monday there is a second desk.” Each citizen who has rated this office reads it once.
news-cancel = Never mind
news-wrong-length = That is { $length } characters, { $longest } at most. Nothing has been posted yet. Please send something shorter.
news-posted = Thank you. This is what citizens read:
news-masked = We masked personal data in { $count } { $count ->
    [1] place
   *[other] places
}.
news-remove = Remove the news
news-removed = The news has been removed.
news-cancelled = All right, nothing is posted.
news-not-yours = You no longer answer for this office, so the news is not posted. Start again with /kabar.
