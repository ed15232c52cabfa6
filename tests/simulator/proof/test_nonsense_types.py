"""Even when nonsense passes, what comes back is of aiogram's types."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from simulator.bot_api import METHODS
from simulator.errors import ApiError
from simulator.parameters import Parameters
from tests.simulator.nonsense import CALLS, SITI, lived_in, with_files

LATER = {"setchatmenubutton": "getchatmenubutton", "setmycommands": "getmycommands", "setmyname": "getmyname"}
"""What was set is looked at afterwards."""
NAMES = {
    "sendmessage": "sendMessage",
    "sendphoto": "sendPhoto",
    "senddocument": "sendDocument",
    "editmessagetext": "editMessageText",
    "editmessagecaption": "editMessageCaption",
    "editmessagemedia": "editMessageMedia",
    "editmessagereplymarkup": "editMessageReplyMarkup",
    "getchat": "getChat",
    "getfile": "getFile",
    "getchatmenubutton": "getChatMenuButton",
    "getmycommands": "getMyCommands",
    "getmyname": "getMyName",
}


@pytest.mark.parametrize("method", sorted({*NAMES, *LATER} - set(LATER.values())))
@settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=40
)
@given(values=CALLS)
def test_what_passes_is_of_its_type(
    picture: bytes, judge: Callable[[str, Any], list[str]], method: str, values: dict[str, Any]
) -> None:
    simulator, photo, document = lived_in(picture)
    parameters = Parameters({**with_files(values, document if "document" in method else photo), "chat_id": SITI})
    try:
        result = METHODS[method](simulator.network, parameters)
        if method in LATER:
            method = LATER[method]
            result = METHODS[method](simulator.network, parameters)
    except ApiError:
        return
    assert judge(NAMES[method], json.loads(json.dumps({"ok": True, "result": result}, allow_nan=False))) == []
