supervisor-team = <b>Your team</b> – week of { $week }
    { $people } people, by office and name (no ranking).
supervisor-chart = Your team, week of { $week }. Dot: Suara score (indicative); line: its range of uncertainty.
supervisor-week = Week of { $week }
supervisor-figures = Suara score { $points } ({ $low }–{ $high }) { $arrow } · { $band } ratings
supervisor-provisional = Provisional: there is little data yet.
supervisor-coverage = { $percent }% of the ratings name the officer ({ $band } ratings)
supervisor-none-no_ratings = No ratings yet.
supervisor-none-too_few = No score yet: { $missing } more raters needed.
supervisor-none-all_good = Everyone chose good or very good; the figure is not shown so that nobody's rating is given away.
supervisor-none-all_poor = Everyone chose not so good or not good; the figure is not shown so that nobody's rating is given away.
supervisor-noted = Every look is written down.
supervisor-back = ◀ Back
supervisor-next = Next ({ $page }/{ $pages }) ▶
supervisor-no-team = This command is for superiors whose account is connected and who have a team.
supervisor-no-week = Your team has { $people } people. The first figures come on Monday morning.
supervisor-not-yours = This person is not in your team.
