supervisor-team = <b>Your team</b> – week of { $week }
    { $people } people, by office and name (no ranking).
supervisor-chart = Your team, week of { $week }. Dot: Suara score (indicative); line: its range of uncertainty.
supervisor-week = Week of { $week }
supervisor-figures = Suara score { $points } ({ $low }–{ $high }){ $arrow } · { $band } ratings
supervisor-provisional = Provisional: there is little data yet.
supervisor-standing-above = Worth praising: clearly above the overall mean.
supervisor-standing-below = In need of help: clearly below the overall mean. Listen first, then offer help; it is no ground for punishment, and the officer can read it as well.
supervisor-coverage = { $percent }% of the ratings name the officer ({ $band } ratings)
supervisor-none-no_ratings = No ratings yet.
supervisor-none-too_few = No score yet: { $missing } more raters needed.
supervisor-none-one_voice = No score yet: one person's rating still weighs too much in it.
supervisor-none-unreliable = No score yet: there are ratings, but not yet enough to tell the person from chance.
supervisor-noted = Every look is written down.
supervisor-back = ◀ Back
supervisor-next = Next ({ $page }/{ $pages }) ▶
supervisor-no-team = This command is for superiors whose account is connected and who have a team.
supervisor-no-week = Your team has { $people } people. The first figures come on Monday morning.
supervisor-not-yours = This person is not in your team.
supervisor-report = 📄 <b>Report of the public satisfaction survey</b>
    { $first } to { $last }. Made on { $made }.
supervisor-no-report = There is no survey report (SKM) of your office yet. It is made by itself when its period is over.
