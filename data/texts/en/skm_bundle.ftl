# The evidence bundle for PEKPPP: names of files, their list, and the indicators they serve.
pekppp-6 = Survey of public satisfaction in line with PermenPANRB 14/2017
pekppp-7 = Number of media in which the results are published
pekppp-8 = Share of follow-up realised
pekppp-9 = Speed of follow-up

bundle-index = 00 Index
bundle-report = 01 SKM report
bundle-sheet = 02 Publication A3
bundle-picture = 02 Publication for social media
bundle-workbook = 03 SKM workbook
bundle-follow-up = 04 Follow-up
bundle-media = 05 Publication media

bundle-index-title = Evidence bundle for PEKPPP
bundle-follow-up-title = Follow-up of the survey
bundle-media-title = Media in which the results are published

bundle-file = File
bundle-holds = Content
bundle-serves = Indicator
bundle-report-holds = The whole report: method, tabulation, three lowest elements and follow-up plan. To be signed before it is handed in.
bundle-sheet-holds = Publication sheet of the IKM for the counter (not electronic).
bundle-picture-holds = The same as a picture for social media and web sites (electronic).
bundle-workbook-holds = A line per respondent, with formulas that compute the IKM anew.
bundle-follow-up-holds = Follow-up as planned and realised, its share, and the days since the report.
bundle-media-holds = The media in which the results are published.

bundle-indicators = Indicators served
bundle-number = No.
bundle-indicator = Indicator
bundle-recorded = On record
bundle-score = Value (0–5) by the { $year } instrument
bundle-help = Values 0–5 are computed from the record by the { $year } instrument, as a help in gathering evidence; they are no assessment. The sign “–” means that it cannot be computed from the record. The assessment remains the evaluator's.
bundle-conformity = IKM { $index } of { $responses } respondents; conformity is judged from the report
bundle-media-count = { $count } media of publication
bundle-no-plan = No follow-up plan is on record yet.
bundle-days-unknown = The day of the report that this plan followed is not known.
bundle-days-complete = All done within { $days } days of the report of { $reported }
bundle-days-open = Not all done yet; { $days } days since the report of { $reported }
bundle-days-before = All done before the report of { $reported }; the speed is not computed
bundle-realisation = Share and speed
bundle-media-text = The results are published in { $count } media:
bundle-media-proof = Proof (link, photo, date)
bundle-media-score = Value (0–5) of indicator 7 by the { $year } instrument: { $score }.
bundle-no-media = The media of publication are not on record yet.
