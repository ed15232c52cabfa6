"""A Telegram Bot API server of one's own, with people to play: for demos, training and tests without an account."""

from simulator.server import Simulator
from simulator.settings import SimulatorSettings
from simulator.stage import ClockButton, Condition, Person, Picture, Stage, Step

__all__ = [
    "ClockButton",
    "Condition",
    "Person",
    "Picture",
    "Simulator",
    "SimulatorSettings",
    "Stage",
    "Step",
]
