"""Reading back what hangs on the wall."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from qr_posters.check import Finding, check, read
from qr_posters.posters import PosterError, PosterSettings, render
from qr_posters.qr import durable_modules
from tests.qr_posters.paper import LONG_DESK, SETTINGS, pages, poster

POSTERS = [poster(1), poster(2, desk=LONG_DESK)]
LINKS = [SETTINGS.link(desk.token) for desk in POSTERS]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("check") / "posters.pdf"
    render(POSTERS, SETTINGS, out)
    return out


def saved(picture: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def code_picture(text: str) -> Image.Image:
    modules = np.pad(np.where(durable_modules(text), 0, 255).astype(np.uint8), 4, constant_values=255)
    return Image.fromarray(modules.repeat(6, 0).repeat(6, 1))


def test_every_page_of_a_pdf_is_read(printed: Path) -> None:
    assert read(printed) == read(printed.read_bytes()) == LINKS


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photo_is_read(printed: Path, tmp_path: Path, kind: str) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(saved(pages(printed, dpi=150)[0].rotate(4, fillcolor=90), kind))
    assert read(photo) == LINKS[:1]


def test_a_huge_photo_is_read(printed: Path) -> None:
    assert read(saved(pages(printed, dpi=500)[0], "JPEG")) == LINKS[:1]


def test_a_transparent_ground_counts_as_white() -> None:
    code = code_picture(LINKS[0])
    cut_out = Image.new("RGBA", code.size, (0, 0, 0, 0))
    cut_out.paste((0, 0, 0, 255), mask=code.point(lambda grey: 255 - grey))
    assert read(saved(cut_out, "PNG")) == LINKS[:1]


def test_a_pale_and_blurred_photo_is_tried_harder(printed: Path) -> None:
    photo = ImageEnhance.Contrast(pages(printed)[0].filter(ImageFilter.GaussianBlur(2))).enhance(0.04)
    assert read(saved(photo, "PNG")) == LINKS[:1]


def test_two_posters_in_one_photo_are_both_read(printed: Path) -> None:
    one, two = pages(printed)
    both = Image.new("L", (one.width, 2 * one.height), 255)
    both.paste(one, (0, 0))
    both.paste(two, (0, one.height))
    assert read(saved(both, "PNG")) == LINKS


def test_our_posters_give_their_tokens(printed: Path) -> None:
    assert check(printed, SETTINGS) == [
        Finding(link, token=desk.token) for link, desk in zip(LINKS, POSTERS, strict=True)
    ]


@pytest.mark.parametrize(
    ("content", "token"),
    [
        ("https://t.me/suara_kasemen_bot?start=Xb7Qm2Vd9Kp00001", "Xb7Qm2Vd9Kp00001"),
        ("https://telegram.me/Suara_Kasemen_Bot?start=Xb7Qm2Vd9Kp00001", "Xb7Qm2Vd9Kp00001"),
        ("http://t.me/suara_kasemen_bot/?start=abc", "abc"),
    ],
)
def test_a_link_to_our_bot_is_ours(content: str, token: str) -> None:
    assert check(saved(code_picture(content), "PNG"), SETTINGS) == [Finding(content, token=token)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("https://t.me/another_bot?start=Xb7Qm2Vd9Kp00001", "@another_bot, not to @suara_kasemen_bot"),
        ("https://t.me/suara_kasemen_bot", "to no desk"),
        ("https://t.me/suara_kasemen_bot?start=a_Xb7Qm2Vd9Kp00001", "invitation"),
        ("https://t.me.evil.example/suara_kasemen_bot?start=abc", "not ours"),
        ("https://evil.example/?https://t.me/suara_kasemen_bot?start=abc", "not ours"),
        ("00020101021126570011ID.DANA.WWW", "not ours"),
    ],
)
def test_a_strange_code_is_told(content: str, told: str) -> None:
    (finding,) = check(saved(code_picture(content), "PNG"), SETTINGS)
    assert finding.token is None
    assert finding.problem is not None
    assert told in finding.problem


BROKEN = {
    "empty": b"",
    "text": b"hello",
    "half a PNG": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "half a PDF": b"%PDF-1.4\nnothing",
    "another kind": saved(Image.new("L", (9, 9)), "GIF"),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_told_in_a_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(content)
    with pytest.raises(PosterError, match=r"photo\.png is not a whole PNG, JPEG or PDF file"):
        read(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(PosterError, match="No such file"):
        read(tmp_path / "photo.png")


def test_a_picture_without_a_code_is_told() -> None:
    blank = saved(Image.new("L", (300, 300), 255), "PNG")
    assert read(blank) == []
    with pytest.raises(PosterError, match="No QR code"):
        check(blank, SETTINGS)


def test_checking_needs_the_bots_name(printed: Path) -> None:
    with pytest.raises(PosterError, match=r"telegram\.username"):
        check(printed, PosterSettings(None))
