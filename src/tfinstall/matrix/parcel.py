"""The facts of a matrix as one value that can be sent to another process or machine: pure.

What was tried before (`cells/`, `packages.json`) stays at home: a cell is certified from facts.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FACTS = ("index.json", "repairs.toml", "gpu.toml", "nightly.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """The text of each file, packed; the whole bundled matrix is 270 kB."""

    packed: bytes

    def read(self) -> Callable[[str], str]:
        """What a `Matrix` is made with. Raises FileNotFoundError on a name that is not in it."""
        texts: dict[str, str] = json.loads(zlib.decompress(self.packed))

        def text(name: str) -> str:
            try:
                return texts[name]
            except KeyError:
                raise FileNotFoundError(name) from None

        return text


def parcel(read: Callable[[str], str], minors: Iterable[str]) -> Parcel:
    """All facts about these minor releases; `read` gives the text of one file by its name."""
    names = (*FACTS, *(f"releases/{minor}.json" for minor in minors))
    texts = {name: read(name) for name in names}
    return Parcel(packed=zlib.compress(json.dumps(texts).encode(), 9))
