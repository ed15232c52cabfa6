"""What is set on paper: tagged, with its fonts in it, the same bytes each time."""

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from aggregator import paper
from aggregator.paper import PaperError, blocks

TEMPLATE = """
#import "paper.typ": *
#let content = json("content.json")
#show: report.with(content)
#if content.logo != none { picture(content.logo, width: 20mm, alt: "Logo") }
#blocks(content.body)
"""
CONTENT = {
    "title": "Laporan",
    "author": "Kantor",
    "language": "id",
    "date": "2027-01-04",
    "page": "Halaman {page} dari {pages}",
    "table": "Tabel",
    "chart": "Grafik",
    "logo": None,
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>'


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template.typ"
    path.write_text(TEMPLATE, "utf-8")
    return path


def content(*body: blocks.Block, logo: str | None = None) -> dict[str, object]:
    return {**CONTENT, "body": list(body), "logo": logo}


def pages(pdf: bytes) -> list[str]:
    with PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def drawn(format_: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (30, 40), "#00629b").save(file, format_)
    return file.getvalue()


def table(rows: int, words: str = "kata") -> blocks.Block:
    lines = [[str(row), f"{words} {row}"] for row in range(rows)]
    return blocks.table("Isi", ["No.", "Kepala"], lines, widths=[None, 1], align=["right", "left"])


def test_a_document_is_tagged_and_has_its_title_language_and_fonts(template: Path) -> None:
    pdf = paper.pdf(template, content(blocks.heading("Bab"), table(3)))
    for part in (b"/StructTreeRoot", b"/H1", b"/TH", b"/Lang(id)", b"/FontFile"):
        assert part in pdf.replace(b" ", b"")
    with PdfDocument(pdf) as document:
        metadata = document.get_metadata_dict()
    assert (metadata["Title"], metadata["Author"]) == ("Laporan", "Kantor")
    assert "20270104" in metadata["CreationDate"]


def test_the_same_content_gives_the_same_bytes(template: Path) -> None:
    given = content(blocks.heading("Bab"), table(3), logo="logo")
    first, second = (paper.pdf(template, given, {"logo": drawn("PNG")}) for _ in range(2))
    assert first == second


def test_the_head_of_a_table_comes_again_on_every_page_and_no_row_is_lost(template: Path) -> None:
    found = pages(paper.pdf(template, content(table(150))))
    assert len(found) > 2
    assert all("Kepala" in page for page in found)
    assert [int(row) for page in found for row in re.findall(r"kata (\d+)", page)] == list(range(150))
    assert f"Halaman 2 dari {len(found)}" in found[1]


def test_a_short_table_stays_whole(template: Path) -> None:
    words = [blocks.text("Kalimat. " * 40) for _ in range(8)]
    found = pages(paper.pdf(template, content(*words, table(12))))
    assert sum("Kepala" in page for page in found) == 1


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(template: Path) -> None:
    for filling in range(30, 44):
        body = [*(blocks.text(f"baris {line}") for line in range(filling)), blocks.heading("Bab baru"), table(5)]
        [page] = [page for page in pages(paper.pdf(template, content(*body))) if "Bab baru" in page]
        assert "kata 0" in page


def test_nobody_signs_on_two_pages(template: Path) -> None:
    signing = blocks.signature("Serang, 4 Januari 2027", "Camat", "Siti Rohmah, S.Sos.", "NIP 1")
    for filling in range(28, 42):
        body = [*(blocks.text(f"baris {line}") for line in range(filling)), signing]
        [page] = [page for page in pages(paper.pdf(template, content(*body))) if "Siti Rohmah" in page]
        assert "Serang, 4 Januari 2027" in page
        assert f"baris {filling - 1}" in page


def test_a_long_word_breaks_and_a_row_longer_than_a_page_goes_on(template: Path) -> None:
    found = pages(paper.pdf(template, content(table(1, "x" * 400), table(1, "banyak " * 900))))
    assert sum(page.count("x") for page in found) == 400
    assert sum(page.count("banyak") for page in found) == 900


PICTURES = {format_.lower(): drawn(format_) for format_ in ("PNG", "JPEG", "GIF", "WEBP", "PDF")} | {"svg": SVG}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_may_be_of_any_format_that_is_named(template: Path, picture: bytes) -> None:
    pdf = paper.pdf(template, content(logo="logo"), {"logo": picture})
    with PdfDocument(pdf) as document:
        seen = document[0].render(scale=1).to_pil().convert("RGB")
    assert seen.getpixel((80, 90)) != (255, 255, 255)


@pytest.mark.parametrize("picture", [b"", b"no picture", drawn("PNG")[:40], b"%PDF-1.7"])
def test_what_is_no_picture_is_told_in_one_line(template: Path, picture: bytes) -> None:
    with pytest.raises(PaperError, match="the logo is no PNG, JPEG, GIF, WebP, SVG or PDF picture") as told:
        paper.pdf(template, content(logo="logo"), {"logo": picture})
    assert "\n" not in str(told.value)
    with pytest.raises(PaperError):
        paper.pictures(template, content(logo="logo"), {"logo": picture})


WORDS = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">Kota</text></svg>'


@pytest.mark.parametrize(
    "picture",
    [WORDS, gzip.compress(WORDS), WORDS.replace(b"<", b"<s:").replace(b"<s:/", b"</s:").replace(b"xmlns", b"xmlns:s")],
    ids=["plain", "compressed", "prefixed"],
)
def test_words_in_an_svg_are_refused_because_its_type_is_not_at_hand(template: Path, picture: bytes) -> None:
    with pytest.raises(PaperError, match="convert its text to paths"):
        paper.pdf(template, content(logo="logo"), {"logo": picture})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Cepat  dan\nramah 👍", "Cepat dan ramah"),
        ("🙏👍", ""),
        ("👍!", ""),
        ("É, ½ … “ya”", "É, ½ … “ya”"),
        ("谢谢, bagus", ""),
        ("", ""),
    ],
)
def test_what_the_type_lacks_is_left_out_but_no_letter_of_what_was_written(written: str, kept: str) -> None:
    assert paper.legible(written) == kept


def test_pictures_are_one_a_page_at_the_resolution_asked_for(template: Path) -> None:
    given = content(blocks.text("satu"), blocks.heading("dua", new_page=True))
    found = paper.pictures(template, given, resolution=paper.POINTS_PER_INCH)
    assert [Image.open(BytesIO(each)).size for each in found] == [(595, 842)] * 2
