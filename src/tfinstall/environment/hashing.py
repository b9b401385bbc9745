"""Hashes thousands of files in a few threads: hashlib lets go of the interpreter's lock."""

from __future__ import annotations

import base64
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tfinstall.effects import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfinstall.effects import Reporter

CHUNK: Final = 1 << 20
BATCH: Final = 16 << 20
"""Bytes that one thread hashes before it takes more: thousands of files are tiny."""
THREADS: Final = min(8, os.cpu_count() or 1)
ALGORITHMS: Final = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
"""What a RECORD may name; the first two in those of long ago."""

Digests = dict[str, str]
"""By algorithm, in the spelling of RECORD; under `error` why the file cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to be hashed."""

    path: str
    size: int
    algorithms: frozenset[str]


def hashed(files: Iterable[Wanted], reporter: Reporter) -> dict[str, Digests]:
    """The digests of each file, by its path."""
    wanted = sorted(files, key=lambda each: each.size, reverse=True)
    found: dict[str, Digests] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(_hash_all, batch) for batch in _batches(wanted)]
        try:
            for done in as_completed(running):
                found.update(done.result())
                reporter.progress(_progress(len(found), len(wanted)))
        finally:  # Ctrl-C does not wait for what has not begun
            pool.shutdown(wait=False, cancel_futures=True)
    return found


def _progress(done: int, total: int) -> Progress:
    return Progress(item="comparing files", action="work", done=done, total=total)


def _batches(wanted: Iterable[Wanted]) -> Iterator[tuple[Wanted, ...]]:
    """In the given order, largest first, so that no thread is left alone with one at the end."""
    batch: list[Wanted] = []
    filled = 0
    for each in wanted:
        batch.append(each)
        filled += each.size
        if filled >= BATCH:
            yield tuple(batch)
            batch, filled = [], 0
    if batch:
        yield tuple(batch)


def _hash_all(batch: tuple[Wanted, ...]) -> dict[str, Digests]:
    return {each.path: _hash(each) for each in batch}


def _hash(wanted: Wanted) -> Digests:
    running = {name: hashlib.new(name, usedforsecurity=False) for name in wanted.algorithms}
    try:
        with open(wanted.path, "rb", buffering=0) as file:  # noqa: PTH123  (ten thousands of them)
            while chunk := file.read(CHUNK):
                for each in running.values():
                    each.update(chunk)
    except OSError as error:
        return {"error": error.strerror or str(error)}
    return {name: _spelled(each.digest()) for name, each in running.items()}


def _spelled(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
