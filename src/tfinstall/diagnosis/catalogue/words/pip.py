"""What pip says beside its last words: the lines that tell which, and why."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.words.word import word

WORDS = (
    word(
        "dependency-conflict",
        "    tensorflow 2.15.0 depends on numpy<2.0.0 and >=1.23.5",
        "depends on",
        r"^\s{4,12}[\w.\[\],-]{1,120} [\w.+!-]{1,40} depends on (?P<package>[\w.-]{1,80})[^,]{0,120}$",
        "outcome",
    ),
    word(
        "dependency-conflict",
        "    The user requested numpy==2.0",
        "the user requested",
        r"^\s{4,12}The user requested (?:\(constraint\) )?(?P<package>[\w.-]{1,80})",
        "outcome",
    ),
)
