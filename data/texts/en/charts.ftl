# Pictures: one officer over time, and a team.
chart-title = Suara score (indicative)
chart-range = range { $low }–{ $high }
chart-ratings = { $band } ratings
chart-now-none = No score this week
chart-gap = no score
chart-empty = No score yet. A score appears once enough citizens have rated.
chart-team-title = Team: Suara score (indicative)
chart-team-values = score
chart-team-ratings = ratings
chart-official = official
chart-provisional = provisional (still little data)
chart-interval = likely range
chart-none = no score yet
chart-none-no_ratings = no ratings yet
chart-none-too_few = not enough raters yet
chart-none-one_voice = one person still weighs too much
chart-none-unreliable = not enough ratings yet
