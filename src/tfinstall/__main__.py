"""`python -m tfinstall` is the same program as `tfinstall`."""

from __future__ import annotations

import sys


def main() -> int:
    from tfinstall.cli import main as cli_main  # noqa: PLC0415  (start-up time)

    return cli_main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
