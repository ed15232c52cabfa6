"""A Telegram Bot API server of one's own, with people to play: for demos, training and tests without an account."""

from simulator.server import Simulator
from simulator.settings import SimulatorSettings

__all__ = ["Simulator", "SimulatorSettings"]
