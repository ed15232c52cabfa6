"""The four faces as vectors."""

from typing import TYPE_CHECKING

from data.look import EYE_RADIUS, EYES, FACE_INK, OUTLINE, STROKE, Face

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def draw_face(canvas: "Canvas", face: Face, x: float, y: float, radius: float) -> None:
    """Draw a face around (x, y), in points."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(radius, radius)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.setStrokeColor(FACE_INK)
    canvas.setFillColor(face.colour)
    canvas.setLineWidth(OUTLINE)
    canvas.circle(0, 0, 1 - OUTLINE / 2, stroke=1, fill=1)
    canvas.setLineWidth(STROKE)
    canvas.setFillColor(FACE_INK)
    for eye_x, eye_y in EYES:
        canvas.circle(eye_x, eye_y, EYE_RADIUS, stroke=0, fill=1)
    start, *rest = face.mouth
    mouth = canvas.beginPath()
    mouth.moveTo(*start)
    mouth.curveTo(*(number for point in rest for number in point))
    if face.open_mouth:
        mouth.close()
    canvas.drawPath(mouth, stroke=1, fill=int(face.open_mouth))
    canvas.restoreState()
