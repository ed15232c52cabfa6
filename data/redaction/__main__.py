"""`python -m data.redaction < lines.txt` prints each line redacted, as it comes."""

import sys
from typing import BinaryIO

from data.redaction import redact


def main(lines: BinaryIO, out: BinaryIO) -> None:
    """Redact line by line; bytes that are no UTF-8 pass through as they are."""
    for line in lines:
        ending = b"\n" if line.endswith(b"\n") else b""
        text = line.removesuffix(b"\n").decode("utf-8", "surrogateescape")
        out.write(redact(text).text.encode("utf-8", "surrogateescape") + ending)
        out.flush()


if __name__ == "__main__":
    try:
        main(sys.stdin.buffer, sys.stdout.buffer)
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()
