# The survey's workbook (XLSX): its sheets, and the follow-up plan that the office fills in.
workbook-title = Survey of Public Satisfaction (SKM)
workbook-summary-sheet = Summary
workbook-answers-sheet = Tabulation
workbook-profile-sheet = Profile
workbook-units-sheet = Units
workbook-plan-sheet = Follow-up plan
workbook-earlier-sheet = Earlier follow-up

workbook-responses = Respondents (complete answers)
workbook-unfinished = Begun but not completed
workbook-users = Users of the services in this period
workbook-target = Target of respondents (Krejcie–Morgan)
workbook-reached = Reached of the target
workbook-unknown = not known yet
workbook-no-responses = There is no complete answer in this period, hence no IKM.

workbook-code = Code
workbook-priority = Priority
workbook-priority-is = Priority { $number }
workbook-chart = Mean per element (1–4)

workbook-table = Official table (PermenPANRB 14/2017)
workbook-from = { $interval }, from
workbook-to = to
workbook-series = IKM from period to period
workbook-total = Sum of values

workbook-notes = How it is computed, and its limits
workbook-note-method = Only complete answers, all nine elements, count. Each element weighs exactly 1/9; IKM = sum of the weighted means × 25.
workbook-note-rounding = The formula of the IKM uses whole numbers and rounds once to two decimals, a value exactly in the middle upwards: 88.305 becomes 88.31. The grade follows the rounded IKM.
workbook-note-chosen = Respondents answered of their own accord; they are no random sample, so the results need not speak for all users.
workbook-note-few = Complete answers so far: { $responses }, fewer than { $floor }: the results cannot be read as the public's opinion and are not split by unit, service or profile.
workbook-note-target = The target follows Krejcie and Morgan's table for the number of users that the office told, not for the inhabitants.
workbook-note-formulas = Cells that compute hold formulas and can be checked; their source is the sheet { $sheet }.

workbook-sum = Sum
workbook-count = Number of respondents
workbook-order = The answers are ordered by value, so that they tell nothing of who gave them and when.

workbook-choice = Answer

workbook-means = Mean per element
workbook-totals = Sum of values per element
workbook-whole = All
workbook-parts-note = The figures of the unit above come from all answers, not from averages of units. Parts of fewer than { $floor } answers are not shown by themselves.

plan-guide-1 = Fill in a program for the three lowest elements; empty lines may be used for other elements.
plan-guide-open = Choose the elements to be improved; the lowest are shown from { $several } respondents on.
plan-guide-2 = Element and quarter are chosen from lists. Leave the day of completion empty until the work is really done.
plan-guide-3 = Hand this file back to whoever runs Suara; what it says enters the report, and the next report as its follow-up.
plan-unsur = Element
plan-program = Program/activity
plan-quarter = Quarter
plan-responsible = Responsible
plan-done = Completed on
plan-status = Status
plan-status-done = Done
plan-status-open = Not done yet
plan-choose = Choose from the list
plan-choose-unsur = Choose one of the nine elements.
plan-choose-quarter = Better choose from the list, e.g. { $quarter }. Use what was written all the same?
plan-after = Plan after the survey of { $period }
plan-planned = Planned
plan-realised = Done
plan-share = Realised
plan-none = There is no follow-up plan of an earlier period.
plan-update = To note what has been done, fill in the day of completion on the sheet { $sheet } of that period's workbook and hand it back.
