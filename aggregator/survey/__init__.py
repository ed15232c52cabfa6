"""The report of the official survey (SKM): figures as PermenPANRB 14/2017 wants them, on paper and as a workbook."""
