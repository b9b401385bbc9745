"""Where tfinstall keeps what is not the user's project."""

from __future__ import annotations

import tempfile
from pathlib import Path


def logs_folder() -> Path:
    """The directory of the installers' logs; a temporary one where there is no home."""
    from platformdirs import user_log_path  # noqa: PLC0415  (start-up time)

    try:
        return user_log_path("tfinstall", appauthor=False)
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "tfinstall-logs"
