"""What somebody who typed something else for a SPEC most likely meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from tfinstall.resolution.names import DISTRIBUTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

V: Final = r"(?P<version>\d+(?:\.\d+)*\w*)"
EXAMPLES: Final = "`2.10`, `2.10.1`, `>=2.12,<2.16`, `latest` or `tensorflow-cpu==2.15`"
SHOWN: Final = 60
"""Characters of the user's own text that a message repeats."""

SLIPS: Final[tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(rf"[vV]\.?\s*{V}"),
        "starts with a letter",
        lambda found: found["version"],
    ),
    (
        re.compile(
            r"(?P<before>(?:[a-z-]+)?[=~<>]=|)\s*(?P<series>\d+(?:\.\d+)*)\.[xX*](?:\.[xX*])*"
        ),
        "has a placeholder; the shorter version already means its newest release",
        lambda found: found["series"],
    ),
    (
        re.compile(r"(?P<major>\d+)\.\.+(?P<rest>\d[\d.]*)"),
        "has two dots in a row",
        lambda found: f"{found['major']}.{found['rest']}",
    ),
    (
        re.compile(r"tf(?P<bounds>\s*(?:[~=<>!]=|[<>]).*)", re.IGNORECASE),
        "does not name TensorFlow in full",
        lambda found: f"tensorflow{found['bounds']}",
    ),
    (
        re.compile(r"(?P<major>\d+),(?P<rest>\d[\d,]*)"),
        "has a comma where a version has a dot",
        lambda found: f"{found['major']}.{found['rest'].replace(',', '.')}",
    ),
    (
        re.compile(rf"(?:tensorflow|tf)\s*[-@=:]?\s*[vV]?{V}", re.IGNORECASE),
        "has no `==` between name and version",
        lambda found: found["version"],
    ),
    (
        re.compile(rf"(?P<name>tensorflow-[a-z-]+?)\s*[-@=:]?\s*[vV]?{V}", re.IGNORECASE),
        "has no `==` between name and version",
        lambda found: f"{found['name'].lower()}=={found['version']}",
    ),
    (
        re.compile(rf"=\s*{V}"),
        "has one `=` where a version needs two",
        lambda found: f"=={found['version']}",
    ),
    (
        re.compile(rf"=(?P<operator>[<>])\s*{V}"),
        "has its comparison the wrong way round",
        lambda found: f"{found['operator']}={found['version']}",
    ),
    (
        re.compile(rf"(?P<low>[<>]=?\s*{V})\s*(?:and|&&?|;|\s)?\s*(?P<high>[<>]=?\s*\d[\w.]*)"),
        "has no comma between its two bounds",
        lambda found: f"{found['low']},{found['high']}".replace(" ", ""),
    ),
    (
        re.compile(rf"(?P<first>{V})\s*(?:-|to)\s*(?P<last>\d+(?:\.\d+)*)"),
        "is not a range as pip writes one",
        lambda found: f">={found['first']},<={found['last']}",
    ),
)
"""Each slip, what is wrong with it, and what was meant; the whole text has to match."""


def right_spec(words: str) -> str:
    """One sentence: what is wrong with these very words, and what would be right."""
    said = shown(words)
    for pattern, wrong, repair in SLIPS:
        if found := pattern.fullmatch(words):
            return f"`{said}` {wrong}; did you mean `{repair(found)}`?"
    if near := get_close_matches(words.lower(), ("latest", "nightly", *DISTRIBUTIONS), n=1):
        return f"`{said}` is not a version; did you mean `{near[0]}`?"
    return f"`{said}` is no TensorFlow version; right would be {EXAMPLES}"


def why_not_tensorflow(words: str, name: str) -> str:
    """One sentence: the requirement is well formed, but it does not name TensorFlow."""
    if slip := _slip_of(words):
        return slip
    if name == "tf" or name.startswith("tf-nightly"):
        return f"`{shown(words)}` does not name TensorFlow; did you mean `latest` or `nightly`?"
    if near := get_close_matches(name, ("latest", "nightly", *DISTRIBUTIONS), n=1, cutoff=0.85):
        meant = near[0] + words[len(name) :]
        return f"`{shown(words)}` does not name TensorFlow; did you mean `{shown(meant)}`?"
    if words.lower() == name:
        return f"`{shown(words)}` is no TensorFlow version; right would be {EXAMPLES}"
    return (
        f"`{shown(words)}` asks for {name}, not for TensorFlow; "
        f'other packages come beside it: `tfinstall --with "{shown(words)}"`'
    )


def _slip_of(words: str) -> str | None:
    """`v2.10` and `tf2.10` are well-formed names of packages."""
    for pattern, wrong, repair in SLIPS:
        if found := pattern.fullmatch(words):
            return f"`{shown(words)}` {wrong}; did you mean `{repair(found)}`?"
    return None


def shown(words: str) -> str:
    """The words on one line of bearable length, without control characters."""
    line = "".join(letter if letter.isprintable() else "?" for letter in words)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}..."
