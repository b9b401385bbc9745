"""Breaks installations on purpose, with real parts, and checks what tfinstall makes of it.

    pytest tests/faults                        a few of them, on the newest pip, in a minute
    pytest tests/faults -m faults -n 2         all of them, on pips of four generations
    python -m tests.faults                     the same as a table: fault x pip -> cause
    python -m tests.faults --list              what there is
    python -m tests.faults index-refuses --pip 26.3 --keep
                                               some, by name, leaving the folder to be looked at

A new fault is one function in the file of its topic in `cases/`. What it needs and this machine
lacks is named when it is skipped; on Debian `apt-get install squid tinyproxy gcc`
brings the programs that pip cannot bring.
"""

from __future__ import annotations
