comment-ask = Please write your comment and send it.
    You may name the officer. Personal data (NIK, phone numbers, names of relatives) is masked before it is stored. Comments may be quoted without names in the office's report.
comment-back = Never mind
comment-too-long = The comment is too long: { $length } characters, at most { $longest }. Nothing was stored. Please send a shorter one.
comment-stored = Thank you. This is what we keep about { $desk }:
comment-masked = { $count } { $count ->
        [one] piece
       *[other] pieces
    } of personal data masked.
comment-next = Do you want the office to answer? Tap Ask for a follow-up.
comment-gone = The rating that this comment belongs to is gone, so the comment was not stored.
comment-serious = This sounds serious. Tap Ask for a follow-up, and a higher superior will see to it without knowing who you are. You can also turn to:
