"""Command menus by scope and language, and the other things a bot says about itself."""

from typing import Any

import pytest

Stage = Any


def named(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"Perintah {name}"} for name in names]


async def shown(stage: Stage, user_id: int) -> list[str]:
    menu = await stage.get(f"/phone/{user_id}/commands")
    return [command["command"] for command in menu["commands"]]


async def test_the_narrowest_scope_wins_and_the_language_within_it(stage: Stage) -> None:
    siti = await stage.visitor(language_code="en")
    assert await shown(stage, siti.id) == []
    steps: list[tuple[dict[str, Any], str]] = [
        ({}, "default"),
        ({"language_code": "en"}, "default_en"),
        ({"language_code": "id"}, "default_en"),
        ({"scope": {"type": "all_group_chats"}}, "default_en"),
        ({"scope": {"type": "all_private_chats"}}, "private"),
        ({"scope": {"type": "chat", "chat_id": siti.id}}, "chat"),
        ({"scope": {"type": "chat", "chat_id": str(siti.id)}, "language_code": "en"}, "chat_en"),
    ]
    names = ["default", "default_en", "default_id", "groups", "private", "chat", "chat_en"]
    for (where, expected), name in zip(steps, names, strict=True):
        assert await stage.bot("setMyCommands", commands=named(name), **where) is True
        assert await shown(stage, siti.id) == [expected]
        assert await stage.bot("getMyCommands", **where) == named(name)
    for where, _ in reversed(steps):
        assert await stage.bot("deleteMyCommands", **where) is True
        assert await stage.bot("getMyCommands", **where) == []
    assert await shown(stage, siti.id) == []


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"commands": "{"}, "can't parse commands JSON object"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": ["x"]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [{"command": "x"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ({"commands": named("")}, "command must be non-empty"),
        ({"commands": named("x" * 33)}, "command length must not exceed 32"),
        ({"commands": named("Besar")}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x", "description": ""}]}, "command description must be non-empty"),
        ({"commands": named("x") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "indonesia"}, "invalid language code specified"),
        ({"commands": [], "scope": "x"}, "can't parse BotCommandScope JSON object"),
        ({"commands": [], "scope": {"type": "planet"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": [], "scope": {"type": "chat"}}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 42}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "chat_member", "chat_id": 42}},
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
    ],
)
async def test_refusals(stage: Stage, parameters: dict[str, Any], description: str) -> None:
    assert await stage.refusal("setMyCommands", **parameters) == (400, f"Bad Request: {description}")


async def test_name_and_descriptions_by_language(stage: Stage) -> None:
    assert await stage.bot("getMyName") == {"name": "Suara Kasemen"}
    await stage.bot("setMyDescription", description="Nilai pelayanan")
    await stage.bot("setMyDescription", description="Rate the service", language_code="en")
    assert await stage.bot("getMyDescription") == {"description": "Nilai pelayanan"}
    assert await stage.bot("getMyDescription", language_code="en") == {"description": "Rate the service"}
    assert await stage.bot("getMyDescription", language_code="su") == {"description": "Nilai pelayanan"}
    await stage.bot("setMyShortDescription", short_description="Suara Anda")
    assert await stage.bot("getMyShortDescription") == {"short_description": "Suara Anda"}
    assert (await stage.refusal("setMyShortDescription", short_description="x" * 121))[0] == 400


async def test_menu_buttons(stage: Stage) -> None:
    siti = await stage.visitor()
    assert await stage.bot("getChatMenuButton") == {"type": "commands"}
    await stage.bot("setChatMenuButton", chat_id=siti.id, menu_button={"type": "default"})
    assert await stage.bot("getChatMenuButton", chat_id=siti.id) == {"type": "default"}
    assert (await stage.get(f"/phone/{siti.id}/commands"))["menu_button"] == {"type": "default"}
    refused = await stage.refusal("setChatMenuButton", menu_button={"type": "dial"})
    assert refused == (400, "Bad Request: can't parse menu button: MenuButton has unsupported type")


async def test_a_chat_is_looked_up(stage: Stage) -> None:
    siti = await stage.visitor(username="siti_a")
    chat = await stage.bot("getChat", chat_id=siti.id)
    assert (chat["id"], chat["first_name"], chat["active_usernames"]) == (siti.id, "Siti", ["siti_a"])
    assert await stage.refusal("getChat", chat_id=1) == (400, "Bad Request: chat not found")
