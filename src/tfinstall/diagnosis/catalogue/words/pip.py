"""What pip says beside its last words: the lines that tell which, and why."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.words.word import word

WORDS = (
    word(
        "version-not-found",
        "No distributions at all found for tensorflow",
        "no distributions",
        r"No distributions (?:at all found|matching the version) for (?P<requirement>[^\s(]{1,200})",
        "outcome",
    ),
    word(
        "permission-denied",
        "ERROR: Could not install packages due to an OSError: [WinError 2] x: 'C:\\Python311\\Scripts\\f2py.exe' -> 'C:\\Python311\\Scripts\\f2py.exe.deleteme'",
        "deleteme",
        r"-> '(?P<path>[^']{1,300})\.deleteme'",
        "decisive",
    ),
    word(
        "path-too-long",
        "No such file or directory: 'E:\\x\\venv\\Lib\\site-packages\\tensorflow\\include\\external\\y.h'",
        "no such file or directory:",
        r"No such file or directory: '[A-Za-z]:[\\/][^']{0,400}[\\/]{1,2}(?:tensorflow|jaxlib|torch)[\\/]{1,2}include[\\/]{1,2}(?P<path>[^']{1,400})'",
        "decisive",
    ),
    word(
        "path-too-long",
        "No such file or directory: 'C:\\" + "long\\" * 50 + "y.h'",
        "no such file or directory:",
        r"No such file or directory: '(?P<path>[A-Za-z]:[\\/][^']{240,1200})'",
        "decisive",
    ),
    word(
        "index-invalid",
        "warning: missing-index-doctype",
        "missing-index-doctype",
        r"missing-index-doctype",
    ),
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
