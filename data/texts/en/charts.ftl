# Pictures: one officer over time, and a team.
chart-title = Suara score (indicative)
chart-range = range { $low }–{ $high }
chart-raters = { $band } raters
chart-now-none = No score this week
chart-gap = no score yet
chart-empty = No score yet. A score appears once enough citizens have rated.
chart-team-title = Team: Suara score (indicative)
chart-team-values = score
chart-team-raters = raters
chart-official = official
chart-provisional = provisional (still little data)
chart-interval = likely range
chart-week = { $first } – { $last }
chart-none = no score yet
chart-none-too_few = not enough raters yet
