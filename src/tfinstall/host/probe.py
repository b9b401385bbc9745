"""Asks an executable, by running it once, which Python it is."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import stat
import subprocess
import sys
from dataclasses import asdict
from threading import Timer
from typing import TYPE_CHECKING, Any, Final

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIMIT: Final = 5.0
"""Seconds; a cold Python on a slow network drive has been seen to take two."""
MOST_OUTPUT: Final = 64 * 1024
"""Bytes: an answer is a tenth of a kilobyte; `yes` prints gigabytes."""
MARK: Final = "tfinstall-python:"

# Runs on every Python since 2.6. `-S` and `-s` keep site-packages out, `-E` the environment, `-B`
# bytecode; the empty entry of sys.path is the working directory, where a json.py may lie. Where
# sysconfig is needed it is asked only by versions that can be free-threaded: it costs 10 ms.
SCRIPT: Final = """
import sys
sys.path[:] = [p for p in sys.path if p]
import json, os
v = sys.version_info
free = False
if v >= (3, 13):
    import sysconfig
    free = bool(sysconfig.get_config_var('Py_GIL_DISABLED'))
name = getattr(getattr(sys, 'implementation', None), 'name', None)
if name is None:
    name = '__pypy__' in sys.builtin_module_names and 'pypy' or 'cpython'
level = {'alpha': 'a', 'beta': 'b', 'candidate': 'rc'}.get(v[3])
machine = hasattr(os, 'uname') and os.uname()[4] or sys.version
print('tfinstall-python:' + json.dumps({
    'version': '%d.%d.%d' % tuple(v[:3]) + (level and level + str(v[4]) or ''),
    'implementation': name,
    'bits': sys.maxsize > 2 ** 32 and 64 or 32,
    'machine': machine,
    'free_threaded': free,
    'executable': sys.executable or '',
    'prefix': sys.prefix,
}))
"""
OPTIONS: Final = ("-E", "-s", "-S", "-B", "-c")

HARMFUL: Final = frozenset({"__PYVENV_LAUNCHER__"})
"""Beside PYTHON*: macOS's launcher would make one interpreter say that it is another."""

_WINDOWS_BUILD = re.compile(r"(?:32|64) bit \((?P<arch>\w+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a Python says of itself."""

    version: str
    implementation: str
    bits: int
    machine: str
    """Of the process, as its system names it: `x86_64`, `AMD64`."""
    free_threaded: bool
    executable: str
    """Its own idea of its path; empty where it has none."""
    prefix: str

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Answer:
        """Raises KeyError, TypeError or ValueError on anything but an answer."""
        return cls(
            version=_typed(document["version"], str),
            implementation=_typed(document["implementation"], str).lower(),
            bits=_typed(document["bits"], int),
            machine=_machine(_typed(document["machine"], str)),
            free_threaded=_typed(document["free_threaded"], bool),
            executable=_typed(document["executable"], str),
            prefix=_typed(document["prefix"], str),
        )

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def _typed(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def _machine(said: str) -> str:
    """On Windows the version's text tells what the build is for: `... 64 bit (AMD64)]`."""
    match = _WINDOWS_BUILD.search(said)
    if match is None:
        return said
    return {"intel": "x86"}.get(match["arch"].lower(), match["arch"].lower())


def ask(executable: Path, limit: float = LIMIT) -> Answer | str:
    """The answer of a Python, or in words why there is none.

    Never takes much longer than `limit` seconds, whatever the executable does. Raises
    TfinstallError where this process may start no program at all (`too-many-files`, ...).
    """
    problem = unstartable(executable)
    if problem:
        return problem
    try:
        process = _start(executable)
    except (OSError, ValueError) as error:
        from tfinstall.environment.oserrors import (  # noqa: PLC0415  (start-up time)
            os_failure,
            ours,
        )

        if isinstance(error, OSError) and ours(error):
            raise os_failure(error, executable) from error
        return f"it cannot be started: {getattr(error, 'strerror', None) or error}"
    output, in_time = _listen(process, limit)
    return _understood(output, process.returncode, None if in_time else limit)


def unstartable(executable: Path) -> str | None:
    """What keeps a path from being started, as far as its file tells."""
    try:
        status = executable.stat()
    except FileNotFoundError:
        return _absent(executable)
    except (OSError, ValueError) as error:
        return f"it cannot be looked at: {getattr(error, 'strerror', None) or error}"
    if stat.S_ISDIR(status.st_mode):
        return "it is a directory without a Python in it"
    return None if os.access(executable, os.X_OK) else "it may not be executed"


def _absent(executable: Path) -> str:
    with contextlib.suppress(OSError):
        return f"it links to {executable.readlink()}, which is not there"
    return "there is no such file"


def clean_environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would make a Python another one."""
    return {
        name: value
        for name, value in env.items()
        if not name.upper().startswith("PYTHON") and name not in HARMFUL
    }


def _start(executable: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(executable), *OPTIONS, SCRIPT],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean_environment(os.environ),
        start_new_session=os.name == "posix",  # so that its children can be ended with it
    )


def _listen(process: subprocess.Popen[bytes], limit: float) -> tuple[bytes, bool]:
    """All that it prints, up to a bound, and whether it ended by itself.

    A child of the child may hold the pipe open: ending the group is what ends the reading.
    """
    if process.stdout is None:
        raise ValueError(process.args)
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        end_tree(process)

    timer = Timer(limit, end)
    timer.daemon = True
    timer.start()
    try:
        with process.stdout:
            output = process.stdout.read(MOST_OUTPUT)
        if len(output) == MOST_OUTPUT:
            end_tree(process)
        process.wait()
    finally:
        timer.cancel()
    return output, not late


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and its children at once; it had nothing to save."""
    try:
        if sys.platform == "win32":
            # TerminateProcess leaves the children; written by the manual, shown on Linux only.
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()


def _understood(output: bytes, returncode: int, limit: float | None) -> Answer | str:
    text = output.decode("utf-8", errors="replace")
    for line in text.splitlines():
        _, mark, document = line.partition(MARK)
        if mark:
            try:
                return Answer.from_dict(json.loads(document))
            except (KeyError, TypeError, ValueError):
                break
    if limit is not None:
        return f"it did not answer within {limit:g} s"
    return f"it did not answer like a Python: {_ending(text, returncode)}"


def _ending(text: str, returncode: int) -> str:
    """How it ended, and the last thing it said: `exit code 1, printed "not found"`."""
    how = f"exit code {returncode}" if returncode >= 0 else f"killed by signal {-returncode}"
    printable = "".join(letter if letter.isprintable() else " " for letter in text[-400:])
    said = printable.strip()[-120:]
    return f'{how}, printed "{said}"' if said else f"{how}, printed nothing"
