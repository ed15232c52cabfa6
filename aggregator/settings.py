"""What the aggregator is told at start."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Literal

Every = Literal["quarter", "semester", "year"]


@dataclass(frozen=True)
class ReportSettings:
    """What stands on reports besides figures, and where they are kept."""

    folder: Path
    every: Every = "semester"
    """How often the official survey is reported."""
    logo: Path | None = None
    """A picture for the letterhead, e.g. PNG, JPEG or SVG (text in an SVG as paths)."""
    address: str = ""
    place: str = ""
    """Where reports are signed."""
    media: tuple[str, ...] = ()
    """Where the survey's results are published."""
    concern_words: Path | None = None
    """The office's own file of `data.concerns`: what tells of them is not quoted."""


@dataclass(frozen=True)
class AggregatorSettings:
    """The aggregator's settings. Weeks are ISO weeks in ``time_zone``."""

    charts_folder: Path
    time_zone: str = "Asia/Jakarta"
    digest_weekday: int = 1
    """ISO: 1 Monday – 7 Sunday."""
    digest_time: time = time(6, 0)
    """In ``time_zone``."""
    privacy_floor: int = 10
    """So many different people must have rated before a figure is told."""
    release_step: int = 14
    """So many new ratings must have come in before a figure is told anew: each time brings a lot of its own."""
    case_working_days: int = 5
    """An answer to a complaint is due within so many; then the next superior is told, who has as many."""
    window_weeks: int = 52
    """A score looks at so many weeks: two half-lives; what is older weighs a quarter or less."""
    half_life_weeks: float = 26
    """A rating weighs half as much after so many weeks."""
    ticket_weight: float = 1.0
    duty_weight: float = 0.6
    link_weight: float = 0.25
    """What a rating weighs by its evidence: a one-time code; a poster while somebody was on duty; anything else."""
    hourly_weight: float = 2.25
    """So much an officer's ratings of one hour weigh together, unless more are usual at the desk.

    With 3, ten accounts with tickets within an hour would move an officer with 20 ratings by 0.19 points.
    """
    history_weeks: int = 12
    """A chart shows so many."""
    shown_reliability: float = 0.5
    """Below it there is no score: it would tell chance rather than the officer."""
    official_reliability: float = 0.7
    official_ratings: int = 30
    """A score is official from both on; below either it is provisional."""
    consequence_reliability: float = 0.8
    """Whom to praise and whom to help is said only from it on."""
    variance_floor: float = 0.01
    """Least share of the residual variance that a variance component may have.

    In a small office the estimate is often 0 by chance, which would make everybody the same and all of it certain. A
    hundredth is half of the least share found where people rate people (0.02–0.15).
    """
    model_error_share: float = 0.05
    """Added to an interval's variance, as a share of the officers' variance: faces are steps, not a straight scale.

    With it 95.9 % of the intervals held the truth in simulations of 1–4 data, without it 94.4 %.
    """
    reports: ReportSettings | None = None
    """None: no reports are made by the schedule."""
