"""Runs the environment's own pip: the one place that does."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.diagnosis import failure
from tfinstall.environment.oserrors import os_failure, ours
from tfinstall.environment.workplace import workplace
from tfinstall.installer import arguments, log, process
from tfinstall.installer.environ import child_environment
from tfinstall.installer.passthrough import lifted
from tfinstall.installer.progress import ProgressReader, is_raw
from tfinstall.installer.secrets import masker
from tfinstall.installer.sites import pip_version, prefix_of
from tfinstall.installer.transcript import Transcript
from tfinstall.model import Attempt, Evidence, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from packaging.version import Version

    from tfinstall.effects import Reporter
    from tfinstall.installer.order import InstallOrder
    from tfinstall.installer.secrets import Masker
    from tfinstall.model import Line

REPORT_SINCE = (22, 2)
_TELLING = 5


class Pip:
    """The backend that drives pip."""

    name = "pip"

    def install(
        self,
        order: InstallOrder,
        *,
        reporter: Reporter,
        echo: Callable[[Line], None] | None = None,
    ) -> Attempt:
        """Install what is ordered; whether that succeeded is in the attempt, and in `verify`.

        `echo` gets every line as it comes. Raises `interrupted` after Ctrl-C or SIGTERM, pip and
        its children being gone then; `pip-broken` where the interpreter cannot be started;
        `permission-denied`, `disk-full` and the like where no log or temporary file can be written.
        """
        order = lifted(order)
        version = pip_version(order.python)
        kept = log.create(order.logs, self.name)
        with workplace(order.temporary) as work:
            run = _Run(order, work=work, kept=kept, version=version)
            return run.result(reporter, echo)


class _Run:
    """One run of pip, its files in `work`."""

    def __init__(
        self, order: InstallOrder, *, work: Path, kept: Path, version: Version | None
    ) -> None:
        self._work = work
        self._tool = f"pip {version}" if version else "pip"
        self._version = version
        self._command = arguments.command(order, log=work / "pip.log", work=work)
        self._environment = child_environment(
            order.options, prefix=prefix_of(order.python), pip=version, temporary=work / "tmp"
        )
        self._mask: Masker = masker(order.options, self._environment, *order.requirements)
        self._log = log.Log(kept, self._mask)
        self._transcript = Transcript()
        self._progress = ProgressReader()

    def result(self, reporter: Reporter, echo: Callable[[Line], None] | None) -> Attempt:
        (self._work / "tmp").mkdir()
        shown = tuple(self._mask(each) for each in self._command)
        self._log.write(f"# {self._tool}: {' '.join(shown)}")
        try:
            ended = self._run(reporter, echo)
        finally:
            self._finish_log()
        attempt = Attempt(
            tool=self._tool,
            command=shown,
            returncode=ended.returncode,
            seconds=ended.seconds,
            output=self._transcript.lines,
            log=self._log.path,
            interrupted=ended.interrupted,
        )
        if ended.interrupted:
            raise _interrupted(attempt)
        return attempt

    def _run(self, reporter: Reporter, echo: Callable[[Line], None] | None) -> process.Ended:
        environment = self._environment
        if self._version is not None and self._version.release >= REPORT_SINCE:
            environment = {**environment, "PIP_REPORT": str(self._work / "report.json")}

        def see(text: str) -> None:
            progress = self._progress.read(text)
            if progress is not None:
                reporter.progress(replace(progress, item=self._mask(progress.item)))
            if not is_raw(text):
                line = self._transcript.add(self._mask(text))
                self._log.write(text)
                if echo is not None:
                    echo(line)

        try:
            return process.run(self._command, environment=environment, on_line=see)
        except OSError as error:
            if ours(error):
                raise os_failure(error, Path(self._command[0])) from error
            reason = error.strerror or str(error)
            message = f"{self._command[0]} cannot be started: {reason}"
            raise failure("pip-broken", message) from error

    def _finish_log(self) -> None:
        self._log.append(self._work / "pip.log")
        self._log.close()
        with suppress(OSError):
            shutil.move(self._work / "report.json", report_of(self._log.path))


def report_of(kept: Path) -> Path:
    """Beside the log lies pip's own report of what it chose, where pip is 22.2 or newer."""
    return kept.with_suffix(".json")


def _interrupted(attempt: Attempt) -> TfinstallError:
    last = tuple(
        Evidence(source="pip", text=line.text, line=line.number)
        for line in attempt.output[-_TELLING:]
    )
    error = failure("interrupted", "pip was stopped before it had finished", evidence=last)
    return TfinstallError(replace(error.diagnosis, log=attempt.log))
