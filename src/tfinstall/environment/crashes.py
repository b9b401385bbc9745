"""How a process ended, in the words that the systems themselves use."""

from __future__ import annotations

import signal

WINDOWS_CRASHES = {
    0xC0000005: "Access violation",
    0xC0000017: "Not enough memory",
    0xC000001D: "Illegal instruction",
    0xC00000FD: "Stack overflow",
    0xC0000135: "DLL not found",
    0xC0000139: "DLL entry point not found",
    0xC000013A: "Interrupted by Ctrl-C",
    0xC0000142: "DLL initialization failed",
    0xC0000374: "Heap corruption",
    0xC0000409: "Stack buffer overrun",
}
"""NTSTATUS values that a crashed process returns; from Microsoft's list of NTSTATUS values."""

UNSIGNED = 1 << 32


def ending(returncode: int) -> str:
    """`Illegal instruction (SIGILL)`, `exit code 3`, `DLL not found (0xC0000135)`."""
    status = returncode % UNSIGNED
    if status in WINDOWS_CRASHES:
        return f"{WINDOWS_CRASHES[status]} (0x{status:08X})"
    if returncode < 0:
        return _signal_words(-returncode)
    return f"exit code {returncode}"


def crashed(returncode: int) -> bool:
    """Whether the process was ended by the system rather than by itself."""
    return returncode < 0 or returncode % UNSIGNED in WINDOWS_CRASHES


def _signal_words(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
    return f"{signal.strsignal(number) or name} ({name})"
