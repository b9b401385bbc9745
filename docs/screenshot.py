"""Draws docs/matrix.png and docs/matrix-dark.png: the page of the matrix in a real browser.

    python3 dev.py screenshot

Needs a Chromium (Debian: `apt-get install chromium`). What is seen follows from the matrix alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
VIEW = "#cell=2.10.1/3.10"
SIZE = "1280,880"
PICTURES = {"matrix.png": 1, "matrix-dark.png": 0}
"""File to what Chromium calls a colour scheme: light, dark."""
PATIENCE = 120


def main() -> int:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("no Chromium here; on Debian and Ubuntu: `sudo apt-get install chromium`")
        return 2
    with tempfile.TemporaryDirectory(prefix="tfinstall-screenshot-") as folder:
        page = Path(folder, "matrix.html")
        program = [sys.executable, "-m", "tfinstall", "matrix", "show", "--html", str(page)]
        subprocess.run(program, check=True)
        for name, scheme in PICTURES.items():
            target = Path(__file__).with_name(name)
            flags = [f"--blink-settings=preferredColorScheme={scheme}", f"--screenshot={target}"]
            if hasattr(os, "geteuid") and os.geteuid() == 0:
                flags.append("--no-sandbox")  # Chromium's own refuses to run as root
            subprocess.run(
                [
                    browser,
                    *QUIET,
                    *flags,
                    f"--window-size={SIZE}",
                    f"--user-data-dir={folder}/{name}",
                    page.as_uri() + VIEW,
                ],
                check=True,
                timeout=PATIENCE,
                stderr=subprocess.DEVNULL,
            )
            print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
