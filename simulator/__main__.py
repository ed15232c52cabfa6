"""`python -m simulator`: the simulator alone, until it is interrupted."""

import argparse
import asyncio
import signal
from datetime import UTC, datetime

from simulator.server import Simulator, fastest_loop
from simulator.settings import SimulatorSettings


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A local Telegram Bot API server.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", required=True, help="the bot's token, e.g. 123456:ABC")
    parser.add_argument("--username", required=True, help="the bot's name without @")
    parser.add_argument("--bot-name", default="Suara", help="the name people see")
    parser.add_argument("--no-limits", action="store_true", help="let messages pass at any pace")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="added before every answer to the bot")
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    settings = SimulatorSettings(
        token=arguments.token,
        username=arguments.username,
        bot_name=arguments.bot_name,
        enforce_limits=not arguments.no_limits,
        latency_seconds=arguments.latency_ms / 1000,
    )
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    simulator = Simulator(settings, lambda: datetime.now(UTC))
    async with simulator.serving(arguments.host, arguments.port) as url:
        print(url, flush=True)  # noqa: T201
        await stopped.wait()


def main() -> None:
    """Serve until SIGINT or SIGTERM; a taken port is told in one line."""
    arguments = _arguments()
    try:
        with asyncio.Runner(loop_factory=fastest_loop()) as runner:
            runner.run(_serve(arguments))
    except OSError as error:
        raise SystemExit(f"cannot listen on {arguments.host}:{arguments.port}: {error.strerror}") from None


if __name__ == "__main__":
    main()
