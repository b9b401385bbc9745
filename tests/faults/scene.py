"""The place where one fault happens: folders, an index, a command line, and how it is run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

from tests.faults.processes import MARK, kill_all, left_behind
from tests.faults.workshop import bare_environment, make_matrix
from tests.support.index import Fault, LoopbackIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.faults.generations import Generation
    from tests.faults.workshop import Workshop

LIMIT = 600.0
"""Seconds for one run; tfinstall has to give up long before, also where the machine is busy."""
TIMEOUT, SHORT_TIMEOUT, RETRIES = 30, 5, 1
"""Seconds of a connection: the long one where servers answer, on however busy a machine; the short
one where a row is about a server that does not."""
LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One finished run."""

    command: tuple[str, ...]
    returncode: int
    seconds: float
    output: str
    """Standard output."""
    errors: str
    left: tuple[str, ...]
    """Processes that were still there afterwards."""

    @property
    def document(self) -> dict[str, Any]:
        """What `--json` printed; empty where it is not exactly one document."""
        try:
            found = json.loads(self.output)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(kw_only=True)
class Scene:
    """All is well here until a fault is arranged; it is undone when the stack is closed."""

    root: Path
    workshop: Workshop
    generation: Generation
    stack: ExitStack
    spec: str = "2.10"
    index_url: str = ""
    options: list[str] = field(default_factory=list)
    """Of tfinstall and pip alike."""
    own_options: list[str] = field(default_factory=list)
    """Of tfinstall alone."""
    last_options: list[str] = field(default_factory=list)
    """At the very end of the command line."""
    requirements: list[str] = field(default_factory=list)
    """Wanted beside TensorFlow."""
    environment: dict[str, str] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    """For `launch.py`: limits, another user, no network."""
    prefix: list[str] = field(default_factory=list)
    """A program that runs the program: `faketime ...`."""
    meanwhile: Callable[[subprocess.Popen[bytes]], None] | None = None
    """What happens while it runs."""
    timeout: int = TIMEOUT
    remedies: bool = False
    """Whether tfinstall may apply its remedies, which take their time."""
    cure: Callable[[], None] = lambda: None
    """Undoes the fault before a second run, where healing the index is not enough."""
    into: Path | None = None
    matrix: Path | None = None
    python: str | None = None
    allowed: list[Path] = field(default_factory=list)
    """What may lie about afterwards beside the environment."""

    def __post_init__(self) -> None:
        for folder in (self.project, self.home, self.temporary, self.printed):
            folder.mkdir(parents=True)
        shutil.copytree(self.workshop.world, self.wheels)
        self.index = self.enter(LoopbackIndex(self.wheels))
        self.index_url = self.index.url
        self.token = uuid.uuid4().hex
        self.environment |= bare_environment() | {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PIP_CONFIG_FILE": os.devnull,
            "NETRC": os.devnull,
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            # Nothing that is looked at here; each would cost every row some seconds.
            "PIP_NO_COMPILE": "1",
            "VIRTUALENV_OVERRIDE_APP_DATA": str(self.workshop.virtualenv(self.generation)),
            MARK: self.token,
        }
        self.target = self.project / ".venv"

    @property
    def project(self) -> Path:
        """The working directory."""
        return self.root / "project"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def temporary(self) -> Path:
        return self.root / "tmp"

    @property
    def printed(self) -> Path:
        return self.root / "printed"

    @property
    def wheels(self) -> Path:
        """What the index serves."""
        return self.root / "wheels"

    @property
    def interpreter(self) -> Path:
        return self.workshop.interpreters[self.generation.python]

    @property
    def cache(self) -> Path:
        """Where pip keeps its cache."""
        return self.home / "cache" / "pip"

    def enter(self, manager: AbstractContextManager[Any]) -> Any:
        """Start something that ends with the scene."""
        return self.stack.enter_context(manager)

    def breaks(self, **how: Any) -> None:
        """Lets the index misbehave."""
        self.index.faults.append(Fault(**how))

    def heal(self) -> None:
        """The fault is over."""
        self.index.faults.clear()
        self.meanwhile = None
        self.cure()

    def wants(self, *requirements: str) -> None:
        self.requirements += requirements

    def needs(self, *programs: str) -> None:
        """Skip where a program is not there."""
        for program in programs:
            if shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin") is None:
                pytest.skip(f"there is no {program} on this machine")

    def learns(self) -> None:
        """The matrix knows the TensorFlow wheels that are on the index now."""
        self.matrix = self.root / "matrix"
        make_matrix(self.wheels, self.matrix)

    def forget(self, pattern: str) -> None:
        """Take files off the index."""
        for path in self.wheels.glob(pattern):
            path.unlink()

    # ── running ─────────────────────────────────────────────────────────────────────────────

    def tfinstall(self, *words: str, limit: float = LIMIT) -> Ran:
        """`tfinstall WORDS` in the middle of all this; by default the main job."""
        command = [sys.executable, "-m", "tfinstall", *(words or self.main_job())]
        environment = {"TFINSTALL_MATRIX": str(self.matrix or self.workshop.matrix)}
        return self.run(command, environment, limit=limit)

    def main_job(self) -> list[str]:
        where = ["--into", str(self.into)] if self.into else ["--venv", str(self.target)]
        if self.into is None:
            where += ["--python", self.python or str(self.interpreter)]
        pip = [] if self.generation.bundled else ["--pip-version", self.generation.pip]
        wanted = [word for each in self.requirements for word in ("--with", each)]
        output = ["--json", "--no-progress", "--yes"]
        remedies = [] if self.remedies else ["--no-remedies"]
        ours = [*where, *remedies, *([] if self.into else pip), *self.own_options, *wanted, *output]
        return [self.spec, *ours, *self.common(), *self.last_options]

    def common(self) -> list[str]:
        """The options that tfinstall shares with pip."""
        links = ["--find-links", str(self.workshop.pips(self.generation))]
        patience = ["--timeout", str(self.timeout), "--retries", str(RETRIES)]
        index = ["--index-url", self.index_url] if self.index_url else []
        return [*index, *links, *patience, *self.options]

    def plain_pip(self, log: Path, *, limit: float = LIMIT) -> Ran:
        """The same wish put to that pip itself, without tfinstall."""
        folder = self.root / "plain"
        if not folder.exists():
            shutil.copytree(self.workshop.plain(self.generation), folder, symlinks=True)
        command = [str(folder / "bin" / "python"), "-I", "-m", "pip", "install", "--log", str(log)]
        wanted = [f"tensorflow=={self.spec}.*", *self.requirements]
        quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
        return self.run([*command, *self.common(), *wanted], quiet, limit=limit)

    def run(self, command: list[str], environment: dict[str, str], *, limit: float) -> Ran:
        launcher = [sys.executable, str(LAUNCHER), *self.changes, "--"] if self.changes else []
        whole = [*launcher, *self.prefix, *command]
        begun = time.monotonic()
        printed = (self.printed / "stdout", self.printed / "stderr")
        with printed[0].open("w+b") as out, printed[1].open("w+b") as err:
            process = subprocess.Popen(
                whole,
                cwd=self.project,
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            try:
                if self.meanwhile is not None:
                    self.meanwhile(process)
                returncode = process.wait(timeout=limit)
            except subprocess.TimeoutExpired:
                returncode = self._stop(process)
            seconds = time.monotonic() - begun
            left = left_behind(self.token)
            kill_all(self.token)
            return Ran(
                command=tuple(whole),
                returncode=returncode,
                seconds=seconds,
                output=_text(out),
                errors=_text(err),
                left=tuple(left),
            )

    def _stop(self, process: subprocess.Popen[bytes]) -> int:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return -999


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")
