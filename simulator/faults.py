"""Mishaps on order: what goes wrong with the next requests of a method."""

from dataclasses import dataclass
from typing import Any

from simulator.errors import PhoneError

KINDS = frozenset({"status", "drop_before", "drop_after", "retry_after", "slow", "slow_body", "duplicate", "reorder"})
"""The last two are for the method "webhook": a delivery comes twice, or changes places with the next of its chat."""


@dataclass(slots=True)
class Fault:
    """One mishap; it strikes `times` more requests."""

    method: str
    kind: str
    times: int
    status: int
    retry_after: int
    seconds: float


def parsed_fault(wire: dict[str, Any]) -> Fault:
    """A fault as the phone API takes it; raises PhoneError 400."""
    kind = wire.get("kind", "status")
    if kind not in KINDS:
        raise PhoneError(400, f"kind is one of {', '.join(sorted(KINDS))}")
    return Fault(
        method=str(wire.get("method", "*")).lower(),
        kind=kind,
        times=int(wire.get("times", 1)),
        status=int(wire.get("status", 500)),
        retry_after=int(wire.get("retry_after", 1)),
        seconds=float(wire.get("seconds", 0.2)),
    )


class Faults:
    """The mishaps on order; the oldest that fits strikes first."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Order one more."""
        self._ordered.append(fault)

    def clear(self) -> None:
        """Order nothing any more."""
        self._ordered.clear()

    def strike(self, method: str) -> Fault | None:
        """What goes wrong with this request."""
        if not self._ordered:
            return None
        for fault in self._ordered:
            if fault.method == method or (fault.method == "*" and method != "webhook"):
                fault.times -= 1
                if fault.times <= 0:
                    self._ordered.remove(fault)
                return fault
        return None
