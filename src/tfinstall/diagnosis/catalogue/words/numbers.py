"""The system's numbers and names of errors: in whatever prose they stand, they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.diagnosis.catalogue.words.word import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.diagnosis.entry import Pattern, Weight

_NAMES: tuple[tuple[str, str, tuple[int, ...], Weight], ...] = (
    # cause, the name, its numbers (Linux, macOS, BSD), how much it says
    ("disk-full", "ENOSPC", (28,), "decisive"),
    ("disk-failed", "EIO", (5,), "decisive"),
    ("quota-exceeded", "EDQUOT", (122, 69), "decisive"),
    ("read-only", "EROFS", (30,), "decisive"),
    ("path-too-long", "ENAMETOOLONG", (36, 63), "decisive"),
    ("too-many-files", "EMFILE", (24,), "decisive"),
    ("out-of-memory", "ENOMEM", (12,), "decisive"),
    ("permission-denied", "EACCES", (13,), "likely"),
    ("permission-denied", "EPERM", (1,), "likely"),
    ("file-locked", "EBUSY", (16,), "decisive"),
    ("file-locked", "ETXTBSY", (26,), "decisive"),
    ("file-locked", "EAGAIN", (11, 35), "likely"),
    ("file-missing", "ENOENT", (2,), "outcome"),
    ("offline", "ENETUNREACH", (101, 51), "likely"),
    ("offline", "EHOSTUNREACH", (113, 65), "likely"),
    ("connection-refused", "ECONNREFUSED", (111, 61), "likely"),
    ("connection-reset", "ECONNRESET", (104, 54), "likely"),
    ("connection-reset", "EPIPE", (32,), "likely"),
    ("connect-timeout", "ETIMEDOUT", (110, 60), "likely"),
    ("dns-failure", "EAI_AGAIN", (), "likely"),
)


def _by_name() -> Iterator[tuple[str, Pattern]]:
    for cause, name, numbers, weight in _NAMES:
        yield word(
            cause,
            f"Error: {name}: x",
            name.lower().split("_")[0],
            rf"^(?!npm ).{{0,300}}\b{name}\b",
            weight,
        )
        for number in numbers:
            yield word(
                cause,
                f"OSError: Unable to open file (unable to open file: errno = {number}, flags = 0)",
                str(number),
                rf"\berrno(?: = |: ?|=| ){number}\b(?!\])|(?:\bOSError|[\s(]error)\({number},",
                weight,
            )


WORDS = tuple(_by_name())
