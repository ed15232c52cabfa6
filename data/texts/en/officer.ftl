officer-confirm = This Telegram account will be connected with:

    <b>{ $name }</b>
    { $position }
    { $office }

    Is this you?
officer-yes = Yes, this is me
officer-no = Not me
officer-bound = Welcome, { $name }! Your account is connected.

    Every Monday morning you get a digest: what went well, how things develop, and one thing to try. Only you and your superiors see it. /ringkasan
officer-bound-team = For your team: /tim shows how it goes, /tindaklanjut the complaints of citizens, /gangguan notes what broke down at a desk, /kabar tells citizens what was done.
officer-not-me = All right, nothing has been connected. Please tell the operator of your office that this link went to the wrong person.
officer-invitation-ended = This invitation has been used or is no longer valid. Please ask the operator of your office for a new one.
officer-bound-to-another = This Telegram account is already connected with another officer. Please speak to the operator of your office.
officer-only = This command is for staff whose account is connected. Ask the operator of your office for an invitation.
officer-no-digest = Your first digest comes on Monday morning.
officer-no-details = Your score cannot be taken apart yet: the details come with a new score, after enough ratings. /ringkasan
officer-details = <b>Skor Suara (indicative) taken apart</b>
    Week from { $week }
officer-part-own = Your mean
officer-part-service = Services
officer-part-office = Office
officer-part-raters = Raters
officer-part-adjusted = Adjusted
officer-part-mean = Overall mean
officer-part-trust = Believed
officer-part-result = Skor Suara
officer-details-how = Services that are usually rated high and generous raters are taken off; hard ones and strict ones are added. Of the difference from the overall mean, { $trust } % is believed; the rest may be chance. So that no citizen's answer can be made out from this figure, each new score is moved a little by lot, up or down; the range allows for it.
officer-details-alone = Nobody else of your office was rated, so the office's part and yours cannot be told apart.
officer-details-one-service = Nearly all your ratings are of one service, so you are compared only with colleagues on the same service.
officer-details-apart = No service, office or rater links your ratings with most of the others, so you can be compared only within your own group.
officer-standing-above = <b>Your score is clearly above the overall mean</b>, by more than officers usually differ; the probability that this is wrong is 5 % at most. So your name is on the list “Worth praising” in your superior’s summary. Thank you!
officer-standing-below = <b>Your score is clearly below the overall mean</b>, by more than officers usually differ; the probability that this is wrong is 5 % at most. So your name is on the list “In need of help” in your superior’s summary.

    This is no punishment and no appraisal: your superior is asked to listen and to help. Tell them what makes your work at the desk hard and what you need.

    If you think that it is wrong, you have the right to object to your superior or to the operator of your office: every figure can be worked out again from the record.
