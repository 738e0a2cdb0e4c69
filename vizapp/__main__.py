"""``python -m vizapp``."""

import sys

from vizapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
