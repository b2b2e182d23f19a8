"""``python -m sepaham``."""

from sepaham.cli import main

main()
