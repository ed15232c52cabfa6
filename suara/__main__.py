"""``python -m suara``: the same as the command ``suara``."""

from suara.cli import main

main()
