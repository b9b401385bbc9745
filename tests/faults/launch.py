"""Starts a program under limits: `launch.py KEY=VALUE ... -- PROGRAM ...`.

A program of its own, so that nothing is done between fork and exec of a test with threads.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

PR_CAPBSET_DROP, CLONE_NEWNET = 24, 0x40000000  # linux/prctl.h, linux/sched.h
OVERRIDES = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def main(words: list[str]) -> None:
    at = words.index("--")
    for word in words[:at]:
        key, _, value = word.partition("=")
        CHANGES[key](int(value or 0))
    os.execvp(words[at + 1], words[at + 1 :])  # noqa: S606


def _limit(kind: int, value: int) -> None:
    resource.setrlimit(kind, (value, value))


def _user(number: int) -> None:
    os.setgroups([])
    os.setgid(number)
    os.setuid(number)


def _no_override(_value: int) -> None:
    """Root that obeys permission bits; the effect begins with the exec."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in OVERRIDES:
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")


def _no_network(_value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "unshare")


CHANGES = {
    "file-size": lambda value: _limit(resource.RLIMIT_FSIZE, value),
    "memory": lambda value: _limit(resource.RLIMIT_AS, value),
    "open-files": lambda value: _limit(resource.RLIMIT_NOFILE, value),
    "processes": lambda value: _limit(resource.RLIMIT_NPROC, value),
    "user": _user,
    "no-override": _no_override,
    "no-network": _no_network,
}

if __name__ == "__main__":
    main(sys.argv[1:])
