# The weekly summary: also the caption of a picture in Telegram, hence 1,024 characters at most.
digest-title = <b>Weekly summary</b>
digest-date = { $monday }, for the week of { $days }
digest-greeting = Hello, { $name }.

# What went well comes first.
digest-good-rising = Citizens are beginning to notice your effort. Thank you for keeping at it.
digest-good-high = On the whole, citizens rate your service good or very good. Thank you for your service.
digest-good-any = Thank you for your service. Every rating helps you see your work through citizens’ eyes.
digest-good-quiet = Thank you for serving citizens.

digest-score = <b>Suara score (indicative): { $score }</b>, range { $low }–{ $high }, from { $band } ratings.
digest-score-provisional = <b>Suara score (indicative): { $score }</b>, range { $low }–{ $high }, from { $band } ratings. It is still provisional.
digest-held = The figure is still that of { $days }: there are not enough new ratings yet to renew it.

digest-change-up = Compared with where the chart begins, your score went <b>up</b>.
digest-change-same = Compared with where the chart begins, your score is <b>stable</b>: there is not enough evidence of a change.
digest-change-down = Compared with where the chart begins, your score went <b>down</b>. Queues or system failures can be the cause too, not only the way of serving.
digest-change-unknown = Whether it goes up or down can be read only after some weeks.

# Whoever is on a superior's list knows it.
digest-standing-above = Your score is <b>clearly above the overall mean</b>. Your superior is asked to say thank you. /rincian
digest-standing-below = Your score is <b>clearly below the overall mean</b>. Your superior is asked to help; it is no punishment, and you may object. /rincian

# Who did not rate: beside the range.
digest-response = What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: { $low }–{ $high }.
digest-doubt = <b>May not be representative:</b> { $reasons }.
digest-doubt-week = over { $percent }% are of one week
digest-doubt-service = over { $percent }% are of one service

digest-none = <b>Suara score (indicative): none yet</b>
digest-none-no_ratings = Nobody has rated you yet. A score takes at least { $floor } people, so that it is fair to you and no citizen can be recognised.
digest-none-too_few = There are not enough raters yet: <b>{ $missing } more { $missing ->
    [1] person is
   *[other] people are
} needed</b>. A score takes at least { $floor } people, so that it is fair to you and no citizen can be recognised.
digest-none-one_voice = You have been rated, thank you. The figure waits for ratings by more people: one person's would still weigh too much in it, which is fair neither to you nor to that citizen.
digest-none-unreliable = You have been rated, thank you. There are not yet enough ratings to tell your work from chance, so the figure waits to be fair.
digest-none-help = What helps: a QR poster that is easy to see at the desk, and citizens who know that they may rate by themselves after being served.

digest-tip = <b>One thing to try this week</b>

# What broke down at the desks where the officer was on duty.
digest-disturbances = <b>What broke down that week:</b> { $what }. Ratings that name it do not count for you.
digest-disturbance = { $cause }, { $desk } ({ $days })
digest-disturbance-others = { $count ->
    [1] 1 other
   *[other] { $count } others
}

# The team's summary for a superior.
digest-team-title = <b>Team summary</b>
digest-team-coverage = { $scored ->
    [0] No team member has a Suara score (indicative) yet.
   *[other] <b>{ $scored } of { $members } team members</b> have a Suara score (indicative).
}
digest-team-ratings = <b>How many ratings</b>
digest-team-band = { $band }: { $who }
digest-team-none = no score yet: { $who }
digest-team-people = { $count ->
    [1] 1 person
   *[other] { $count } people
}
digest-team-others = { $count ->
    [1] 1 other
   *[other] { $count } others
}
digest-team-above = <b>Worth praising:</b> { $who } (clearly above the overall mean). Say so in person and name an example.
digest-team-below = <b>In need of help:</b> { $who } (clearly below the overall mean). Listen first, then offer help; it is no ground for punishment.
digest-team-up = <b>The score went up:</b> { $who } (with enough evidence).
digest-team-down = <b>The score went down:</b> { $who } (with enough evidence). Ask how it goes; the cause may be beyond the officer’s control.
digest-team-steady = Nothing went up or down clearly enough. A good time to thank the whole team.
digest-team-quiet = What helps: a QR poster easy to see at every desk, and time for citizens to rate by themselves.
digest-team-disturbances = <b>What broke down that week:</b> { $what }.
digest-team-order = Names follow the team’s own order; this is no ranking.
digest-held-second-look = The figure is still that of { $days }: a new one is far from it, so it gets a second look next week before it is renewed.
