"""The official survey of public services (SKM) as PermenPANRB 14/2017 lays it down: nine unsur, four options each, and
the head of the form. The wordings stand in the texts: ``survey-<unsur>``, ``survey-<unsur>-<option>``, and the same
for the profile.

A rating is no response to this survey: only one with all nine answers is, and only those enter the index (IKM).
"""

from collections.abc import Mapping

from data.tables.survey import UNSUR

__all__ = ["OPTIONS", "PROFILE", "SKIPPED", "UNDER_18", "UNSUR"]

OPTIONS = (1, 2, 3, 4)
"""The perceived value (nilai persepsi) of the options as they stand in the form, worst to best."""

UNDER_18 = "under-18"
"""A child: nothing else of the profile is asked or kept."""

SKIPPED = "skipped"
"""What is kept where somebody would rather not say; counts as not given."""

PROFILE: Mapping[str, tuple[str, ...]] = {
    "age": (UNDER_18, "18-25", "26-35", "36-45", "46-55", "56-up"),
    "sex": ("l", "p"),
    "education": ("none", "sd", "smp", "sma", "diploma", "s1", "s2", "s3"),
    "occupation": ("pns", "tni", "polri", "private", "self-employed", "student", "home", "land-sea-labour", "other"),
}
"""The head of the form, one tap each, in the order in which it is asked. Without name, number or free text."""
