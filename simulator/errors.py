"""How the simulator refuses: as Telegram does to the bot, and in plain words to whoever plays a phone."""

from typing import Any


class SimulatorError(Exception):
    """Base of everything the simulator refuses."""


class ApiError(SimulatorError):
    """An answer with `"ok": false`, as the Bot API gives it; `code` is also the HTTP status."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def wire(self) -> dict[str, Any]:
        """The JSON object that a bot receives."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(problem: str) -> ApiError:
    """A 400 in Telegram's form; `problem` begins in lower case, as Telegram writes it."""
    return ApiError(400, f"Bad Request: {problem}")


def forbidden(problem: str) -> ApiError:
    """A 403 in Telegram's form."""
    return ApiError(403, f"Forbidden: {problem}")


def too_many_requests(retry_after: int) -> ApiError:
    """A 429; `retry_after` in seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


class PhoneError(SimulatorError):
    """A person cannot do this; `status` is the HTTP status for whoever plays the phone."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem
