"""Modules and rectangles."""

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from qr_posters.qr import Modules, durable_modules, rectangles, small_modules

grids = st.integers(1, 12).flatmap(
    lambda columns: st.lists(st.lists(st.booleans(), min_size=columns, max_size=columns), max_size=12)
)


@given(grids)
def test_the_rectangles_cover_the_dark_modules_once_and_nothing_else(modules: Modules) -> None:
    covered: list[tuple[int, int]] = []
    for left, top, width, height in rectangles(modules):
        covered += [(row, column) for row in range(top, top + height) for column in range(left, left + width)]
    dark = [(row, column) for row, line in enumerate(modules) for column, is_dark in enumerate(line) if is_dark]
    assert sorted(covered) == dark


def test_touching_runs_become_one_rectangle() -> None:
    assert rectangles([[True, True, False]] * 3) == [(0, 0, 2, 3)]


@given(st.text("abcXYZ019_-", min_size=1, max_size=64))
def test_any_link_reads_back(payload: str) -> None:
    link = f"https://t.me/suara_kasemen_bot?start={payload}"
    for modules in (durable_modules(link), small_modules(link)):
        picture = np.pad(np.where(modules, 0, 255).astype(np.uint8), 4, constant_values=255).repeat(4, 0).repeat(4, 1)
        (code,) = zxingcpp.read_barcodes(picture)
        assert code.text == link


@pytest.mark.parametrize("length", [5, 17, 32])
def test_more_redundancy_is_taken_only_where_it_is_free(length: int) -> None:
    link = f"https://t.me/{'b' * length}?start=Xb7Qm2Vd9Kp00001"
    picture = np.pad(np.where(durable_modules(link), 0, 255).astype(np.uint8), 4, constant_values=255)
    (code,) = zxingcpp.read_barcodes(picture.repeat(4, 0).repeat(4, 1))
    assert code.ec_level in {"Q", "H"}
    # Bytes that fit level Q, by version (ISO/IEC 18004, table 7).
    smallest = next(version for version, room in ((4, 46), (5, 60), (6, 74)) if len(link) <= room)
    assert len(durable_modules(link)) == 17 + 4 * smallest
