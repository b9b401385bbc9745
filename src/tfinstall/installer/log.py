"""The log that is kept of every run: what pip printed, then what it wrote for itself, masked."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, TYPE_CHECKING

from tfinstall.environment.oserrors import os_failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tfinstall.installer.secrets import Masker

_LONGEST = 1 << 20


def create(folder: Path, tool: str) -> Path:
    """A new, empty `pip-1.log`, `pip-2.log`, ... in `folder`, which is made if absent.

    Raises what the system's refusal means: `permission-denied`, `disk-full`, ...
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            path = folder / f"{tool}-{number}.log"
            with suppress(FileExistsError):
                path.touch(mode=0o600, exist_ok=False)
                return path
            number += 1
    except OSError as error:
        raise os_failure(error, folder) from error


class Log:
    """A log being written; a disk that is full silences it rather than ending the run."""

    def __init__(self, path: Path, mask: Masker) -> None:
        self.path = path
        self._mask = mask
        self._file: IO[str] = path.open("w", encoding="utf-8", errors="replace")

    def write(self, line: str) -> None:
        with suppress(OSError):
            self._file.write(f"{self._mask(line)}\n")

    def append(self, own: Path) -> None:
        """Everything that pip wrote into its own log, line by line: it may be huge."""
        with suppress(FileNotFoundError), own.open(encoding="utf-8", errors="replace") as lines:
            self.write("")
            self.write("# pip's own log (--log)")
            while line := lines.readline(_LONGEST):
                self.write(line.rstrip("\n"))

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()


def each_line(path: Path, see: Callable[[str], None]) -> None:
    """Hands every line of a kept log to `see`; of a log that is gone none."""
    with suppress(OSError), path.open(encoding="utf-8", errors="replace") as lines:
        while line := lines.readline(_LONGEST):
            see(line.rstrip("\n"))
