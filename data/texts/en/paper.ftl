# On every paper of a report.
paper-page = Page { $page } of { $pages }
paper-table = Table
paper-chart = Chart
