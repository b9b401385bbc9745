"""`python -m tfinstall` is the same program as `tfinstall`."""

from __future__ import annotations

import gc
import sys

FEW_COLLECTIONS = 50_000
"""Objects: a short run makes many that live to its end, and hardly any garbage in circles."""


def main() -> int:
    gc.set_threshold(FEW_COLLECTIONS)
    from tfinstall.cli import main as cli_main  # noqa: PLC0415  (start-up time)

    code = cli_main(sys.argv[1:])
    gc.freeze()  # the process ends: going through all objects once more would cost 10 ms
    return code


if __name__ == "__main__":
    sys.exit(main())
