"""Why nothing can be said: an audit leaves no figure out without it."""

from enum import StrEnum


class Reason(StrEnum):
    """Why nothing can be said."""

    NO_RATINGS = "no-ratings"
    ONE_GROUP = "one-group"
    WITHHELD = "withheld"
    """Too few people in all groups but one, or in all."""
    ALL_EQUAL = "all-equal"
    """All ratings are the same face."""
    ONE_OFFICER_EACH = "one-officer-each"
    """Each group is one person: what is the group's and what the person's cannot be told apart."""
    NOT_COMPARABLE = "not-comparable"
    """No two groups share what they are compared within: an office, a service."""
    NOBODY = "nobody"
    """Nobody has the outcome."""
    EVERYBODY = "everybody"
    """Everybody has the outcome."""
    NOT_ESTIMABLE = "not-estimable"
    """Too few ratings, or too much alike, for the differences that are chance."""
