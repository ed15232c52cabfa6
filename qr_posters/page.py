"""The page of a poster: what stands where on A4. All lengths in points, from the bottom left corner."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from data.look import FACES, LIGHT, SPACE
from data.posters import Poster, grouped_code
from data.texts import Texts, texts
from qr_posters.faces import draw_face
from qr_posters.lettering import BOLD, CAPITAL, REGULAR, Lettering, embed_type, fit, width
from qr_posters.posters import PosterSettings, Progress
from qr_posters.qr import QUIET_ZONE, durable_modules, rectangles

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 5 * SPACE
"""14 mm: no printer cuts into it, and there is room to frame or pin the sheet."""
ROOM = PAGE_WIDTH - 2 * MARGIN
CORNER = 1.5 * SPACE

HEADER_TOP = PAGE_HEIGHT - 4.5 * SPACE
HEADER_HEIGHT = 12 * SPACE
QUESTION_TOP = HEADER_TOP - HEADER_HEIGHT - 4 * SPACE
FACE_RADIUS = 49.0
FACES_Y = QUESTION_TOP - 15 * SPACE - FACE_RADIUS
CARD_TOP = FACES_Y - FACE_RADIUS - 6.5 * SPACE
QR_SIDE = 27 * SPACE
CARD_HEIGHT = QR_SIDE + 2 * SPACE
STEP_RADIUS = 15.0
CODE_TOP = CARD_TOP - CARD_HEIGHT - 2 * SPACE
CODE_HEIGHT = 9.5 * SPACE
CODE_ROOM = 25 * SPACE
FOOT_TOP = CODE_TOP - CODE_HEIGHT - 2.5 * SPACE
EDITION_BASELINE = 2.5 * SPACE


def document(posters: Sequence[Poster], settings: PosterSettings, progress: Progress | None = None) -> bytes:
    """Return the PDF of these posters. The same posters give the same bytes."""
    embed_type()
    words = texts(settings.language)
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=A4, invariant=True, lang=words.language)
    canvas.setTitle(words("poster-document-title"))
    canvas.setAuthor(f"@{settings.username()}")
    canvas.setCreator("Suara")
    for number, poster in enumerate(posters, start=1):
        canvas.bookmarkPage(poster.token)
        canvas.addOutlineEntry(f"{poster.office_name}: {poster.desk_name}", poster.token)
        _header(canvas, poster)
        _question(canvas, words)
        _faces(canvas, words)
        _scanning(canvas, settings.link(poster.token), words)
        _typing(canvas, poster, settings, words)
        _foot(canvas, poster, words)
        canvas.showPage()
        if progress:
            progress(number, len(posters))
    canvas.save()
    return paper.getvalue()


def _header(canvas: Canvas, poster: Poster) -> None:
    canvas.setFillColor(LIGHT.accent)
    canvas.roundRect(MARGIN, HEADER_TOP - HEADER_HEIGHT, ROOM, HEADER_HEIGHT, CORNER, stroke=0, fill=1)
    left, room = MARGIN + 3 * SPACE, ROOM - 6 * SPACE
    desk = _name(poster.desk_name, BOLD, (38, 24), (21, 11), room)
    office = _name(poster.office_name, REGULAR, (19, 13), (13, 9), room)
    gap = 1.75 * SPACE
    top = HEADER_TOP - (HEADER_HEIGHT - office.height - gap - desk.height) / 2
    canvas.setFillColor(LIGHT.ground)
    office.draw(canvas, left, top)
    desk.draw(canvas, left, top - office.height - gap)


def _name(name: str, font: str, one: tuple[float, float], two: tuple[float, float], room: float) -> Lettering:
    """Fit a name into one line at the sizes ``one``, a longer one into two lines at the sizes ``two``."""
    if width(name, font, one[1]) <= room:
        return fit(name, font, one, room)
    return fit(name, font, two, room, lines=2)


def _question(canvas: Canvas, words: Texts) -> None:
    canvas.setFillColor(LIGHT.ink)
    fit(words("poster-question"), BOLD, (46, 20), ROOM, lines=2).draw(
        canvas, PAGE_WIDTH / 2, QUESTION_TOP, centred=True
    )


def _faces(canvas: Canvas, words: Texts) -> None:
    column = ROOM / len(FACES)
    labels = [fit(words(face.key), BOLD, (17, 9), column - SPACE) for face in FACES]
    size = min(label.size for label in labels)
    for number, face in enumerate(FACES):
        x = MARGIN + column * (number + 0.5)
        draw_face(canvas, face, x, FACES_Y, FACE_RADIUS)
        canvas.setFillColor(LIGHT.ink)
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(x, FACES_Y - FACE_RADIUS - 2 * SPACE - size * CAPITAL, words(face.key))


def _scanning(canvas: Canvas, link: str, words: Texts) -> None:
    """The code on the left, the three steps on the right."""
    canvas.setFillColor(LIGHT.surface)
    canvas.roundRect(MARGIN, CARD_TOP - CARD_HEIGHT, ROOM, CARD_HEIGHT, CORNER, stroke=0, fill=1)
    _qr(canvas, link, MARGIN + SPACE, CARD_TOP - SPACE - QR_SIDE)

    left = MARGIN + QR_SIDE + 4 * SPACE
    room = MARGIN + ROOM - 2 * SPACE - (left + 2 * STEP_RADIUS + 1.5 * SPACE)
    distance = CARD_HEIGHT / 3.2
    for number, step in enumerate(("scan", "start", "tap"), start=1):
        y = CARD_TOP - CARD_HEIGHT / 2 + (2 - number) * distance
        canvas.setFillColor(LIGHT.accent)
        canvas.circle(left + STEP_RADIUS, y, STEP_RADIUS, stroke=0, fill=1)
        canvas.setFillColor(LIGHT.ground)
        canvas.setFont(BOLD, 17)
        canvas.drawCentredString(left + STEP_RADIUS, y - 17 * CAPITAL / 2, str(number))
        title = fit(words(f"poster-step-{step}"), BOLD, (20, 10), room)
        detail = fit(words(f"poster-step-{step}-detail"), REGULAR, (13, 9), room, lines=2)
        gap = 0.9 * SPACE
        top = y + (title.height + gap + detail.height) / 2
        x = left + 2 * STEP_RADIUS + 1.5 * SPACE
        canvas.setFillColor(LIGHT.ink)
        title.draw(canvas, x, top)
        canvas.setFillColor(LIGHT.muted)
        detail.draw(canvas, x, top - title.height - gap)


def _qr(canvas: Canvas, link: str, x: float, y: float) -> None:
    """Draw the code with its quiet zone into a square of `QR_SIDE`, on white that keeps its corners whole."""
    modules = durable_modules(link)
    more = SPACE / 4
    canvas.setFillColor(LIGHT.ground)
    canvas.roundRect(x - more, y - more, QR_SIDE + 2 * more, QR_SIDE + 2 * more, 2 * more, stroke=0, fill=1)
    module = QR_SIDE / (len(modules) + 2 * QUIET_ZONE)
    canvas.setFillGray(0)
    # One path, filled once: no hairlines between rectangles that touch.
    path = canvas.beginPath()
    for left, top, wide, high in rectangles(modules):
        path.rect(
            x + (QUIET_ZONE + left) * module,
            y + QR_SIDE - (QUIET_ZONE + top + high) * module,
            wide * module,
            high * module,
        )
    canvas.drawPath(path, stroke=0, fill=1)


def _typing(canvas: Canvas, poster: Poster, settings: PosterSettings, words: Texts) -> None:
    """How to come in without a scanner: the way in words, the code in large type."""
    canvas.setStrokeColor(LIGHT.line)
    canvas.setLineWidth(1.5)
    canvas.roundRect(MARGIN, CODE_TOP - CODE_HEIGHT, ROOM, CODE_HEIGHT, CORNER, stroke=1, fill=0)
    middle = CODE_TOP - CODE_HEIGHT / 2
    code = fit(grouped_code(poster.code), BOLD, (40, 24), CODE_ROOM)
    code_left = MARGIN + ROOM - 2.5 * SPACE - width(code.lines[0], BOLD, code.size)
    canvas.setFillColor(LIGHT.ink)
    code.draw(canvas, code_left, middle + code.height / 2)

    left = MARGIN + 2.5 * SPACE
    room = code_left - 2 * SPACE - left
    title = fit(words("poster-code-title"), BOLD, (15, 9), room)
    detail = fit(words("poster-code-detail"), REGULAR, (12, 7), room)
    bot = fit(f"@{settings.username()}", BOLD, (15, 7), room)
    gap = 1.25 * SPACE
    baseline = middle + (title.height + detail.height + bot.height) / 2 + gap
    for line, colour in ((title, LIGHT.ink), (detail, LIGHT.muted), (bot, LIGHT.accent)):
        canvas.setFillColor(colour)
        baseline = line.draw(canvas, left, baseline) - gap


def _foot(canvas: Canvas, poster: Poster, words: Texts) -> None:
    canvas.setFillColor(LIGHT.ink)
    first = fit(words("poster-anonymous"), BOLD, (13, 8), ROOM)
    second = fit(words("poster-yourself"), BOLD, (13, 8), ROOM)
    baseline = first.draw(canvas, PAGE_WIDTH / 2, FOOT_TOP, centred=True)
    second.draw(canvas, PAGE_WIDTH / 2, baseline - SPACE, centred=True)
    canvas.setFillColor(LIGHT.muted)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawRightString(MARGIN + ROOM, EDITION_BASELINE, words("poster-edition", edition=poster.edition))
