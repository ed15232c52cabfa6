"""The tables of the record.

Conventions: moments are UTC epoch seconds (``*_at``), days are ISO dates (``2026-11-24``), weeks are ISO weeks
(``2026-W48``) in the office's zone, times of day are minutes since midnight. Tables whose insertion order could tell
who came when have no hidden row number on SQLite (``WITHOUT ROWID``) and random keys.
"""

from data.tables.cases import case_events, cases, disturbances, duty_reports, news
from data.tables.metadata import metadata
from data.tables.people import accounts, conversations, invites, raters, visits
from data.tables.roster import desk_services, desks, duties, officers, offices, opening_hours, posters, services
from data.tables.survey import follow_up_plans, skm_responses, survey_reports
from data.tables.traffic import failed_updates, guesses, outbox, seen_updates
from data.tables.voices import comments, cube, cube_pending, rating_topics, ratings
from data.tables.weeks import digests, job_runs, looks, office_weeks, score_runs, scores

__all__ = [
    "accounts",
    "case_events",
    "cases",
    "comments",
    "conversations",
    "cube",
    "cube_pending",
    "desk_services",
    "desks",
    "digests",
    "disturbances",
    "duties",
    "duty_reports",
    "failed_updates",
    "follow_up_plans",
    "guesses",
    "invites",
    "job_runs",
    "looks",
    "metadata",
    "news",
    "office_weeks",
    "officers",
    "offices",
    "opening_hours",
    "outbox",
    "posters",
    "raters",
    "rating_topics",
    "ratings",
    "score_runs",
    "scores",
    "seen_updates",
    "services",
    "skm_responses",
    "survey_reports",
    "visits",
]
