"""The two streams of one run: standard output for the result, standard error for the rest."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from tfinstall.cli.render import document
from tfinstall.cli.render.paint import Paint, paint_for
from tfinstall.diagnosis import failure
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tfinstall.cli.render.progress import ShownReporter
    from tfinstall.cli.settings import Settings
    from tfinstall.model import Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command ends with: a document, a text, and the exit code of both."""

    document: Mapping[str, Any]
    text: Callable[[Paint], str]

    @property
    def exit_code(self) -> int:
        return int(self.document["exit_code"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where and how this run shows itself."""

    json: bool = False
    report: Path | None = None
    color: str = "auto"
    quiet: bool = False
    animated: bool = True

    @classmethod
    def of(cls, settings: Settings) -> Screen:
        return cls(
            json=settings.get("json", False),
            report=settings.get("report"),
            color=settings.get("color", "auto"),
            quiet=settings.get("quiet", False),
            animated=not settings.get("no-progress", False),
        )

    def reporter(self) -> ShownReporter:
        from tfinstall.cli.render.progress import reporter_for  # noqa: PLC0415  (start-up time)

        return reporter_for(
            sys.stderr,
            paint_for(sys.stderr, self.color, os.environ),
            os.environ,
            quiet=self.quiet or self.json,
            animated=self.animated,
        )

    def show(self, answer: Answer) -> int:
        """Print a result on standard output; the exit code of the run."""
        if self.json:
            _put(document.dumps(answer.document))
        else:
            _put(answer.text(paint_for(sys.stdout, self.color, os.environ)))
        self._write_report(answer.document)
        return answer.exit_code

    def fail(self, command: str, outcome: Failed) -> int:
        """Print a failure: as the result where JSON is wanted, else on standard error."""
        from tfinstall.cli.render import text  # noqa: PLC0415  (start-up time)

        made = document.failed(command, outcome)
        if self.json:
            _put(document.dumps(made))
        else:
            sys.stderr.write(text.failed(outcome, paint_for(sys.stderr, self.color, os.environ)))
        self._write_report(made)
        return outcome.diagnosis.exit_code

    def _write_report(self, made: Mapping[str, Any]) -> None:
        if self.report is None:
            return
        try:
            self.report.write_text(document.dumps(made), encoding="utf-8")
        except OSError as error:
            raise failure(
                "permission-denied", f"the report cannot be written to {self.report}: {error}"
            ) from error


def _put(text: str) -> None:
    """Write a result; a reader that has seen enough (`| head -1`) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered has no reader; without this, Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
