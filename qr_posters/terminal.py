"""A QR code made of half-block characters, to be scanned from a terminal."""

from qr_posters.qr import QUIET_ZONE, small_modules

_BLOCKS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
"""By (upper, lower) module, True is dark: the blocks are the light ones, so that the text is also right without its
colours, on a dark terminal."""
_WHITE_ON_BLACK = "\x1b[38;5;231;48;5;16m"
"""From the fixed part of the 256 colours: a light terminal's theme would turn the code inside out."""
_PLAIN = "\x1b[0m"


def terminal_qr(link: str) -> str:
    """Return the lines that show a link as a QR code with its quiet zone, white on black by ANSI colours."""
    modules = small_modules(link)
    beside = [False] * QUIET_ZONE
    across = [[False] * (len(modules) + 2 * QUIET_ZONE)]
    # One row of white more below: a code has an odd number of rows, a line of text shows two.
    rows = [*across * QUIET_ZONE, *([*beside, *row, *beside] for row in modules), *across * (QUIET_ZONE + 1)]
    return "\n".join(
        _WHITE_ON_BLACK + "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True)) + _PLAIN
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
