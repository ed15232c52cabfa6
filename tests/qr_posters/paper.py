"""What the tests of posters need: posters of invented desks, and a printed page as a picture."""

from pathlib import Path

import pypdfium2
from PIL.Image import Image

from data.posters import Poster
from qr_posters.posters import PosterSettings

SETTINGS = PosterSettings("suara_kasemen_bot")

LONG_OFFICE = "Dinas Kependudukan dan Pencatatan Sipil Kota Serang, Unit Pelaksana Teknis Wilayah Kasemen"
LONG_DESK = "Loket Perekaman KTP-el, Pindah Datang, Pencatatan Kelahiran, Kematian dan Pengangkatan Anak"


def poster(
    number: int = 1, office: str = "Kelurahan Banten", desk: str = "Loket 1", code: str = "K4X9RT", edition: int = 1
) -> Poster:
    return Poster(
        id=number,
        desk_id=number,
        desk_name=desk,
        office_id=1,
        office_name=office,
        time_zone="Asia/Jakarta",
        token=f"Xb7Qm2Vd9Kp{number:05d}",
        code=code,
        edition=edition,
        revoked=False,
        last_scanned_on=None,
    )


def pages(pdf: Path, dpi: float = 100) -> list[Image]:
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for number in range(len(document)):
        page = document[number]
        pictures.append(page.render(scale=dpi / 72).to_pil().convert("L"))
        page.close()
    document.close()
    return pictures


def printed_texts(pdf: Path) -> list[str]:
    """The text of each page, with every line break and run of blanks as one blank."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        found.append(" ".join(text_page.get_text_range().split()))
        text_page.close()
        page.close()
    document.close()
    return found
