"""Tries each (TensorFlow, Python) pair on which plain pip exits 0 and the import crashes.

    python3 dev.py heavy                 all pairs, one after another (about half an hour)
    python3 dev.py heavy 2.10.1-3.10     only these

Each pair is installed by the `tfinstall` command into a temporary folder, proved, and removed.
Prints one line a pair and `N proved, M not`; exits 1 where one is not proved.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Measured on Linux x86-64 on 2026-11-20 with the newest pip of each Python: pip exits 0,
# `pip check` is content, and `import tensorflow` raises the TypeError named beside the pair.
DESCRIPTORS = "protobuf: Descriptors cannot be created directly"
NUMPY_ABI = "NumPy 2: Unable to convert function return value to a Python type"


@dataclass(frozen=True, slots=True)
class Pair:
    """A TensorFlow, a Python, and what plain pip's environment does on import."""

    tensorflow: str
    python: str
    crash: str

    @property
    def name(self) -> str:
        return f"{self.tensorflow}-{self.python}"


PAIRS = (
    Pair("1.13.2", "3.7", DESCRIPTORS),
    Pair("1.14.0", "3.7", DESCRIPTORS),
    Pair("1.15.5", "3.7", DESCRIPTORS),
    Pair("2.0.4", "3.7", DESCRIPTORS),
    Pair("2.1.4", "3.7", DESCRIPTORS),
    Pair("2.2.3", "3.7", DESCRIPTORS),
    Pair("2.2.3", "3.8", DESCRIPTORS),
    Pair("2.3.4", "3.8", DESCRIPTORS),
    Pair("2.7.4", "3.9", NUMPY_ABI),
    Pair("2.8.4", "3.9", NUMPY_ABI),
    Pair("2.8.4", "3.10", NUMPY_ABI),
    Pair("2.9.3", "3.9", NUMPY_ABI),
    Pair("2.9.3", "3.10", NUMPY_ABI),
    Pair("2.10.1", "3.9", NUMPY_ABI),
    Pair("2.10.1", "3.10", NUMPY_ABI),
    Pair("2.11.1", "3.9", NUMPY_ABI),
    Pair("2.11.1", "3.10", NUMPY_ABI),
)


def main(words: list[str]) -> int:
    chosen = [pair for pair in PAIRS if not words or pair.name in words]
    if not chosen:
        print(f"no such pair; there are: {', '.join(pair.name for pair in PAIRS)}")
        return 2
    proved = [tried(pair) for pair in chosen]
    print(f"{sum(proved)} proved, {len(proved) - sum(proved)} not")
    return 0 if all(proved) else 1


def tried(pair: Pair) -> bool:
    """Install, prove and remove one pair; print what came out."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tfinstall-pair-") as folder:
        document = installed(pair, Path(folder))
    seconds = time.monotonic() - begun
    print(f"TensorFlow {pair.name.replace('-', ' on Python ')}: {told(document)} ({seconds:.0f} s)")
    return bool(document["ok"])


def installed(pair: Pair, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tfinstall", pair.tensorflow, "--python", pair.python]
    options = ["--venv", str(folder / "env"), "--no-remedies", "--json"]
    done = subprocess.run([*command, *options], stdout=subprocess.PIPE, check=False)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def told(document: dict[str, Any]) -> str:
    if not document["ok"]:
        return f"NOT proved, {document['cause']}: {document['diagnosis']['title']}"
    versions = document["environment"]["proof"]["versions"]
    seen = ", ".join(
        f"{name} {versions[name]}" for name in ("numpy", "protobuf") if name in versions
    )
    return f"proved with {seen}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
