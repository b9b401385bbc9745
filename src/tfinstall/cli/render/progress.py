"""What a person sees while it runs: one live region on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol, TextIO

from tfinstall.effects import Reporter
from tfinstall.words import bytes_text, seconds_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from types import TracebackType

    from rich.console import RenderableType

    from tfinstall.cli.render.paint import Paint
    from tfinstall.effects import Progress, Stage

LABELS: dict[str, str] = {
    "choose": "Choosing",
    "check": "Checking",
    "environment": "Environment",
    "install": "Installing",
    "prove": "Proving",
    "finish": "Finishing",
}
LABEL_WIDTH = max(len(label) for label in LABELS.values())
ITEM_WIDTH = 34
PLAIN_LEAST = 20_000_000
"""Bytes from which on a download has a line of its own where lines are all there is."""
PLAIN_EVERY = 10.0
"""Seconds between two plain lines about the same download."""


class ShownReporter(Reporter, Protocol):
    """A reporter that is entered before and left after the work, and told how it ended."""

    def fail(self) -> None: ...

    def paused(self) -> AbstractContextManager[None]:
        """While something is asked: nothing is drawn meanwhile."""
        ...

    def __enter__(self) -> ShownReporter: ...  # noqa: PYI034  (any reporter will do)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def reporter_for(
    stream: TextIO, paint: Paint, environ: Mapping[str, str], *, quiet: bool, animated: bool
) -> ShownReporter:
    """Live on a terminal that is nobody's CI, else plain, else silent."""
    if quiet:
        return Quiet()
    dumb = environ.get("TERM") == "dumb" or bool(environ.get("CI"))
    if animated and stream.isatty() and not dumb:
        return Live(stream, paint)
    return Plain(stream, paint)


class Quiet:
    """Says nothing."""

    def fail(self) -> None:
        pass

    def paused(self) -> AbstractContextManager[None]:
        return nullcontext()

    def __enter__(self) -> ShownReporter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def stage(self, stage: Stage, text: str) -> None:
        pass

    def progress(self, progress: Progress) -> None:
        pass

    def note(self, text: str) -> None:
        pass


class Plain(Quiet):
    """One line a stage, one line a file, a line every ten seconds of a long download."""

    def __init__(self, stream: TextIO, paint: Paint) -> None:
        self._stream = stream
        self._paint = paint
        self._stage: Stage | None = None
        self._item = ""
        self._spoke = 0.0

    def stage(self, stage: Stage, text: str) -> None:
        label = "" if stage == self._stage else LABELS[stage]
        self._stage, self._item = stage, ""
        self._write(f"{self._paint('label', label.ljust(LABEL_WIDTH))}  {text}")

    def progress(self, progress: Progress) -> None:
        if progress.action == "download" and (progress.total or 0) < PLAIN_LEAST:
            return
        if progress.action == "work":  # every "Collecting ..." of pip: no news in a log
            return
        now = time.monotonic()
        if progress.item == self._item and now - self._spoke < PLAIN_EVERY:
            return
        self._item, self._spoke = progress.item, now
        self._write(self._paint("dim", f"{' ' * LABEL_WIDTH}  {_described(progress)}"))

    def note(self, text: str) -> None:
        self._write(f"{' ' * LABEL_WIDTH}  {text}")

    def _write(self, text: str) -> None:
        self._stream.write(self._paint.plain(text) + "\n")
        self._stream.flush()


class Live:
    """Stages that are over scroll up; the one under way is redrawn in place."""

    def __init__(self, stream: TextIO, paint: Paint) -> None:
        from rich.console import Console  # noqa: PLC0415  (40 ms that only this mode needs)
        from rich.live import Live as RichLive  # noqa: PLC0415

        self._stage: Stage | None = None
        self._text = ""
        self._since = 0.0
        self._progress: Progress | None = None
        self._download = _Speed()
        self._failed = False
        self._console = Console(
            file=stream, no_color=not paint.color, highlight=False, markup=False, soft_wrap=True
        )
        self._paint = paint
        self._display = RichLive(
            console=self._console,
            get_renderable=self._draw,
            refresh_per_second=10,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def fail(self) -> None:
        self._failed = True

    @contextmanager
    def paused(self) -> Iterator[None]:
        self._close(failed=False)
        self._display.stop()
        try:
            yield
        finally:
            self._display.start()

    def __enter__(self) -> ShownReporter:
        self._display.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(failed=self._failed or kind is not None)
        self._display.stop()

    def stage(self, stage: Stage, text: str) -> None:
        if stage != self._stage:
            self._close(failed=False)
            self._since = time.monotonic()
        self._stage, self._text, self._progress = stage, text, None

    def progress(self, progress: Progress) -> None:
        self._progress = progress
        if progress.action == "download":
            self._download.update(progress.item, progress.done)

    def note(self, text: str) -> None:
        self._print(f"{' ' * (LABEL_WIDTH + 4)}{text}")

    def _close(self, *, failed: bool) -> None:
        """The stage that ends becomes a line of the scroll-back."""
        if self._stage is None:
            return
        sign = self._paint("bad", self._paint.sign("×")) if failed else None
        sign = sign or self._paint("good", self._paint.sign("✓"))
        label = self._paint("label", LABELS[self._stage].ljust(LABEL_WIDTH))
        took = seconds_text(time.monotonic() - self._since)
        self._print(f"{sign} {label}  {self._text}  {self._paint('dim', took)}")
        self._stage = None

    def _print(self, text: str) -> None:
        from rich.text import Text  # noqa: PLC0415

        self._console.print(Text.from_ansi(self._paint.plain(text)))

    def _draw(self) -> RenderableType:
        from rich.spinner import Spinner  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        if self._stage is None:
            return Text("")
        row = Table.grid(padding=(0, 1))
        cells: list[RenderableType] = [
            Spinner("dots" if self._paint.unicode else "line", style="cyan"),
            Text(LABELS[self._stage].ljust(LABEL_WIDTH), style="cyan"),
            *self._cells(),
        ]
        for _ in cells:
            row.add_column(no_wrap=True)
        row.add_row(*cells)
        return row

    def _cells(self) -> list[RenderableType]:
        from rich.progress_bar import ProgressBar  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        progress = self._progress
        if progress is None:
            return [Text(self._text), Text(_elapsed(self._since), style="dim")]
        name = Text(_shortened(progress.item, self._paint))
        if progress.action != "download" or not progress.total:
            return [name, Text(_amount(progress), style="dim")]
        bar = ProgressBar(total=progress.total, completed=progress.done, width=20)
        speed = self._download.text(progress.done, progress.total)
        return [name, bar, Text(_amount(progress)), Text(speed, style="dim")]


class _Speed:
    """Bytes a second of the file under way, over its whole time: steady enough to read."""

    def __init__(self) -> None:
        self._item = ""
        self._start = (0.0, 0)

    def update(self, item: str, done: int) -> None:
        if item != self._item:
            self._item, self._start = item, (time.monotonic(), done)

    def text(self, done: int, total: int) -> str:
        since, first = self._start
        passed = time.monotonic() - since
        if passed < 1 or done <= first:
            return ""
        rate = (done - first) / passed
        return f"{bytes_text(int(rate))}/s, {seconds_text((total - done) / rate)} left"


def _elapsed(since: float) -> str:
    passed = time.monotonic() - since
    return seconds_text(passed) if passed > 1 else ""


def _amount(progress: Progress) -> str:
    if progress.action == "download":
        total = f" of {bytes_text(progress.total)}" if progress.total else ""
        return f"{bytes_text(progress.done)}{total}"
    if progress.total:
        left = "" if progress.left is None else f", {seconds_text(progress.left)} left"
        return f"{progress.done} of {progress.total}{left}"
    return ""


def _described(progress: Progress) -> str:
    amount = _amount(progress)
    return f"{progress.item}  {amount}".rstrip() if progress.done else progress.item


def _shortened(item: str, paint: Paint) -> str:
    """A wheel's name says enough without its tags."""
    if item.endswith(".whl"):
        item = " ".join(item.split("-")[:2])
    if len(item) <= ITEM_WIDTH:
        return item
    return item[: ITEM_WIDTH - 3] + paint.sign("…")
