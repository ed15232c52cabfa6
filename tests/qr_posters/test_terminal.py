"""The code in the terminal reads back, as a phone would see it."""

import re

import numpy as np
import pytest
import zxingcpp

from qr_posters.terminal import terminal_qr

LINK = "https://t.me/suara_kasemen_bot?start=a_Xb7Qm2Vd9KpXb7Qm2Vd9Kp"
LIGHT_HALVES = {" ": (0, 0), "▀": (255, 0), "▄": (0, 255), "█": (255, 255)}


def plain(shown: str) -> list[str]:
    return re.sub(r"\x1b\[[0-9;]*m", "", shown).split("\n")


@pytest.mark.parametrize("link", [LINK, "https://t.me/" + "b" * 32 + "?start=a_" + "x" * 62], ids=["usual", "longest"])
def test_the_blocks_read_back(link: str) -> None:
    cells = [[LIGHT_HALVES[block] for block in line] for line in plain(terminal_qr(link))]
    halves = np.array(cells, dtype=np.uint8).transpose(0, 2, 1).reshape(-1, len(cells[0]))
    on_a_dark_screen = np.pad(halves, 6, constant_values=0).repeat(8, 0).repeat(8, 1)
    (code,) = zxingcpp.read_barcodes(on_a_dark_screen, try_invert=False)
    assert code.text == link


def test_an_invitation_fits_an_ordinary_terminal() -> None:
    lines = plain(terminal_qr(LINK))
    assert len({len(line) for line in lines}) == 1
    assert len(lines) <= 24
    assert len(lines[0]) <= 80


def test_four_light_modules_surround_the_code() -> None:
    lines = plain(terminal_qr(LINK))
    assert set("".join(lines[:2] + lines[-2:])) == {"█"}
    assert all(line.startswith("████") and line.endswith("████") for line in lines)


def test_the_colours_are_the_codes_own_and_end_with_each_line() -> None:
    for line in terminal_qr(LINK).split("\n"):
        assert line.startswith("\x1b[38;5;231;48;5;16m")
        assert line.endswith("\x1b[0m")
