"""What was learned from an index, kept on disk between runs."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

DAMAGED = (ValueError, KeyError, TypeError, AttributeError)
"""What reading a document of another shape raises."""
FORMAT = "resolving-1"
"""Another form of what is kept is another folder: no version reads what another one wrote."""


class Kept:
    """Small JSON documents in a folder, each under a key; None as folder: nothing is kept.

    Keeping is a convenience: what cannot be read is as good as not there, what cannot be written
    is not kept. Safe for several processes at once.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = None if folder is None else folder / FORMAT

    def get(self, kind: str, key: str, parse: Callable[[Any], T]) -> T | None:
        """What `parse` makes of the document; None where there is none that it can read."""
        if self._folder is None:
            return None
        with suppress(OSError, *DAMAGED):
            text = self._path(self._folder, kind, key).read_text(encoding="utf-8")
            return parse(json.loads(text))
        return None

    def put(self, kind: str, key: str, document: Any) -> None:
        if self._folder is None:
            return
        path = self._path(self._folder, kind, key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(document, file, separators=(",", ":"))
            os.replace(name, path)  # noqa: PTH105 - of a name that mkstemp gave

    @staticmethod
    def _path(folder: Path, kind: str, key: str) -> Path:
        # Keys hold addresses, which may be longer than a file name and hold any character.
        return folder / kind / f"{hashlib.sha256(key.encode()).hexdigest()}.json"


def kept_folder() -> Path | None:
    """In the user's cache; None without a home."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (start-up time)

    try:
        return user_cache_path("tfinstall", appauthor=False)
    except RuntimeError:
        return None
