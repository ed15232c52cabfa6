"""Photos and documents: up, down, again by id."""

import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from simulator.pictures import picture_size

Stage = Any


async def upload(stage: Stage, method: str, **fields: Any) -> dict[str, Any]:
    form = aiohttp.FormData()
    for name, value in fields.items():
        if isinstance(value, bytes):
            form.add_field(name, value, filename="grafik.png", content_type="image/png")
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    async with stage.session.post(stage.method(method), data=form) as response:
        answer: dict[str, Any] = await response.json()
        return answer


async def download(stage: Stage, file_id: str) -> bytes:
    file = await stage.bot("getFile", file_id=file_id)
    async with stage.session.get(stage.method(file["file_path"]).replace("/bot", "/file/bot", 1)) as response:
        content: bytes = await response.read()
        assert len(content) == file["file_size"]
        return content


async def test_a_photo_goes_up_and_comes_down(stage: Stage, picture: bytes) -> None:
    siti = await stage.visitor()
    answer = await upload(
        stage, "sendPhoto", chat_id=siti.id, photo=picture, caption="<b>Grafik</b>", parse_mode="HTML"
    )
    sent = answer["result"]
    (size,) = sent["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (60, 40, len(picture))
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("Grafik", "bold")
    assert await download(stage, size["file_id"]) == picture
    shown = (await siti.screen())["messages"][-1]
    assert (shown["photo"], shown["text"], shown["file_id"]) == (True, "Grafik", size["file_id"])


async def test_a_file_is_named_by_attach_and_sent_again_by_id(stage: Stage, picture: bytes) -> None:
    siti = await stage.visitor()
    first = await upload(stage, "sendPhoto", chat_id=siti.id, photo="attach://grafik", grafik=picture)
    again = await stage.bot("sendPhoto", chat_id=siti.id, photo=first["result"]["photo"][0]["file_id"])
    repeated = await upload(stage, "sendPhoto", chat_id=siti.id, photo=picture)
    assert first["result"]["photo"] == again["photo"] == repeated["result"]["photo"]


async def test_a_document_keeps_its_name_and_kind(stage: Stage) -> None:
    siti = await stage.visitor()
    answer = await upload(stage, "sendDocument", chat_id=siti.id, document=b"halo")
    document = answer["result"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("grafik.png", "image/png")
    assert await download(stage, document["file_id"]) == b"halo"
    assert await stage.refusal("sendPhoto", chat_id=siti.id, photo=document["file_id"]) == (
        400,
        "Bad Request: can't use file of type Document as Photo",
    )


async def test_media_are_replaced_in_place(stage: Stage, make_png: Callable[[int, int], bytes]) -> None:
    siti = await stage.visitor()
    await upload(stage, "sendPhoto", chat_id=siti.id, photo=make_png(10, 10), caption="lama")
    media = {"type": "photo", "media": "attach://baru", "caption": "baru"}
    answer = await upload(stage, "editMessageMedia", chat_id=siti.id, message_id=2, media=media, baru=make_png(20, 10))
    assert (answer["result"]["caption"], answer["result"]["photo"][0]["width"]) == ("baru", 20)
    edited = await stage.bot("editMessageCaption", chat_id=siti.id, message_id=2)
    assert "caption" not in edited


@pytest.mark.parametrize(
    ("size", "description"),
    [
        ((6000, 4001), "PHOTO_INVALID_DIMENSIONS"),
        ((2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (None, "IMAGE_PROCESS_FAILED"),
        ((6000, 4000), None),
        ((2000, 100), None),
    ],
)
async def test_pictures_have_bounds(
    stage: Stage, make_png: Callable[[int, int], bytes], size: tuple[int, int] | None, description: str | None
) -> None:
    siti = await stage.visitor()
    answer = await upload(stage, "sendPhoto", chat_id=siti.id, photo=make_png(*size) if size else b"<svg/>")
    assert answer.get("description") == (f"Bad Request: {description}" if description else None)


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "AgACxyz"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.org/x.png"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "x", "caption": "x" * 1025}, "message caption is too long"),
        ("sendPhoto", {"photo": "attach://nothing"}, "there is no photo in the request"),
        ("sendDocument", {}, "there is no document in the request"),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "x"}, "invalid file_id"),
    ],
)
async def test_refusals(stage: Stage, method: str, parameters: dict[str, Any], description: str) -> None:
    siti = await stage.visitor()
    answer = await stage.refusal(method, chat_id=siti.id, **parameters)
    assert answer == (400, f"Bad Request: {description}")


async def test_a_file_needs_token_and_path(stage: Stage) -> None:
    for path in ("/file/bot1:wrong/photos/file_0.jpg", "/file/bot7012345678:AAE-simulated/photos/none.jpg"):
        async with stage.session.get(stage.url + path) as response:
            assert response.status == 404


def test_sizes_are_read_from_jpeg_and_png(make_png: Callable[[int, int], bytes]) -> None:
    header = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc2\x00\x11\x08\x01\x2c\x02\x58\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    assert picture_size(header + frame) == (600, 300)
    assert picture_size(header) is None
    assert picture_size(make_png(7, 5)) == (7, 5)
    assert picture_size(make_png(7, 5)[:20]) is None
    assert picture_size(b"GIF89a") is None
