"""What broke down in the week that digests tell of."""

from data.disturbances import Disturbance


def broken(cause: str, day: str, desk: str = "Loket 1", office: int = 2) -> Disturbance:
    """Return a disturbance that people named."""
    return Disturbance(1, desk, office, f"Kelurahan {office}", day, cause, declared=False)


TROUBLES = [broken("sistem", "2026-11-17"), broken("antrean", "2026-11-18"), broken("sistem", "2026-11-19")]
