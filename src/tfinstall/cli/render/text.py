"""Values as a person reads them. Each function gives whole text, line ends included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfinstall.model import Remedy
from tfinstall.words import bytes_text, seconds_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tfinstall.cli.render.paint import Paint, Role
    from tfinstall.model import (
        AppliedRemedy,
        Cap,
        Cell,
        Diagnosis,
        Evidence,
        Failed,
        Finding,
        Installed,
        Plan,
        Proof,
        Selection,
        Severity,
    )
    from tfinstall.resolution import Why

LABEL_WIDTH = 12
BLAME = {
    "machine": "this machine",
    "network": "the network",
    "index": "the package index",
    "package": "a package",
    "request": "the request",
    "tfinstall": "tfinstall itself",
}
SIGNS: dict[Severity, tuple[str, Role]] = {
    "ok": ("✓", "good"),
    "note": ("·", "dim"),
    "warning": ("!", "warn"),
    "problem": ("×", "bad"),
}


def row(paint: Paint, label: str, value: str, because: str = "") -> str:
    """One labelled line; the reason stands under the value, dimmed."""
    head = f"  {paint('label', label.ljust(LABEL_WIDTH))} {paint.plain(value)}\n"
    if not because:
        return head
    margin = " " * (LABEL_WIDTH + 3)
    return head + paint("dim", paint.prose(because, indent=margin)) + "\n"


def plan(value: Plan, paint: Paint) -> str:
    return "".join(_plan_parts(value, paint))


def _plan_parts(value: Plan, paint: Paint) -> Iterator[str]:
    chosen = value.selection
    python = chosen.interpreter.value
    yield paint("title", f"TensorFlow {chosen.version.value} on Python {python.version}") + "\n\n"
    yield row(paint, "release", str(chosen.version.value), chosen.version.because)
    yield row(paint, "distribution", chosen.requirement, chosen.distribution.because)
    yield row(
        paint,
        "python",
        f"{python.version}  {python.executable}",
        chosen.interpreter.because,
    )
    yield row(paint, "accelerator", chosen.accelerator.value, chosen.accelerator.because)
    yield from _cuda(chosen, paint)
    yield row(paint, "environment", str(value.environment))
    beside = [str(each) for each in value.request.requirements]
    beside += [f"-r {each}" for each in value.request.requirement_files]
    if beside:
        yield row(paint, "beside it", ", ".join(beside))
    about = "about " if value.sizes.estimated else ""
    yield row(
        paint,
        "disk",
        f"{about}{bytes_text(value.sizes.download)} to download, "
        f"{bytes_text(value.sizes.installed)} installed",
    )
    if value.cell is not None:
        yield from _lock(value, value.cell, paint)
    yield from _caps(value.caps, paint)
    if value.findings:
        yield "\n"
    for finding in value.findings:
        yield _finding(finding, paint)


def _cuda(chosen: Selection, paint: Paint) -> Iterator[str]:
    if chosen.cuda is not None and chosen.accelerator.value == "cuda":
        from tfinstall.resolution import words  # noqa: PLC0415  (start-up time)

        told = f"{chosen.cuda.cuda} with cuDNN {chosen.cuda.cudnn}"
        yield row(paint, "CUDA", told, words.cuda(chosen.cuda))


def _lock(value: Plan, cell: Cell, paint: Paint) -> Iterator[str]:
    """Every pin with its reason; the whole lock was installed and proved before."""
    from tfinstall.resolution.pins import reasons  # noqa: PLC0415  (start-up time)

    day = f"{cell.date:%Y-%m-%d}"
    proved = f"installed and proved on {day}, up to `{cell.level}`"
    if cell.as_of is not None:
        proved += f"; packages as of {cell.as_of:%Y-%m-%d}"
    yield row(paint, "lock", f"certified, {len(value.locked)} packages", proved)
    python = str(value.selection.interpreter.value.version)
    because = reasons(value.locked, value.caps, value.platform, python)
    yield f"\n{paint('title', 'Packages of the certified lock')}\n"
    width = max(LABEL_WIDTH, *(len(file.pin) for file in value.locked))
    for file in value.locked:
        told = "; ".join(because[file.name]) or "asked for"
        margin = " " * (width + 4)
        reason = paint("dim", paint.prose(told, indent=margin).lstrip())
        yield f"  {file.pin.ljust(width)}  {reason}\n"


def _caps(caps: tuple[Cap, ...], paint: Paint) -> Iterator[str]:
    if not caps:
        return
    yield f"\n{paint('title', 'Constraints that the metadata of this release lacks')}\n"
    width = max(LABEL_WIDTH, *(len(str(cap.constraint)) for cap in caps))
    for cap in caps:
        margin = " " * (width + 4)
        because = paint.prose(cap.because, indent=margin).lstrip()
        yield f"  {paint('command', str(cap.constraint).ljust(width))}  {because}\n"


def _finding(finding: Finding, paint: Paint) -> str:
    char, role = SIGNS[finding.severity]
    lines = f"{paint(role, paint.sign(char))} {paint.plain(finding.title)}\n"
    for line in finding.detail.splitlines():
        lines += paint.prose(line, indent="  ", hanging="      ") + "\n"
    if finding.command:
        lines += f"    {paint('command', finding.command)}\n"
    return lines


def installed(value: Installed, activate: str, paint: Paint) -> str:
    """The good end: what works, what was seen, and the one line to type next."""
    receipt = value.receipt
    sign = paint("good", paint.sign("✓"))
    verb = "is already there" if value.already else "works"
    if receipt.proof is None:
        verb = "is installed (not proved: --no-verify)"
    title = paint("title", f"TensorFlow {receipt.tensorflow} {verb}")
    where = f"{paint.plain(str(value.environment))} (Python {receipt.python})"
    lines = [f"{sign} {title} in {where}\n"]
    if receipt.proof is not None:
        lines.append(paint("dim", f"  {proof(receipt.proof)}") + "\n")
    lines.extend(_applied(value.applied, paint))
    lines.append(f"\n  {paint('label', 'activate')}  {paint('command', paint.plain(activate))}\n")
    return "".join(lines)


def proof(value: Proof) -> str:
    """`import 3.1 s, compute 0.2 s, train 1.4 s; on CPU:0; numpy 1.23.5`."""
    steps = ", ".join(f"{step.name} {seconds_text(step.seconds)}" for step in value.steps)
    shown = [f"{name} {value.versions[name]}" for name in ("numpy",) if name in value.versions]
    parts = [f"proved: {steps}", *([f"on {', '.join(value.devices)}"] if value.devices else [])]
    return "; ".join([*parts, *shown])


def verified(path: Path, value: Proof, paint: Paint) -> str:
    """The good end of `verify`."""
    sign = paint("good", paint.sign("✓"))
    release = value.versions.get("tensorflow", "")
    title = paint("title", f"TensorFlow {release} works")
    return f"{sign} {title} in {paint.plain(str(path))}\n{paint('dim', f'  {proof(value)}')}\n"


def why(value: Why, paint: Paint) -> str:
    return "".join(_why_parts(value, paint))


def _why_parts(value: Why, paint: Paint) -> Iterator[str]:
    role: Role = "good" if value.fits else "bad"
    sign = paint(role, paint.sign("✓" if value.fits else "×"))
    yield f"{sign} {paint('title', paint.plain(value.title))}\n"
    for reason in value.reasons:
        yield paint.prose(reason, indent="  ") + "\n"
    if value.alternatives:
        yield f"\n{paint('label', 'what would fit')}\n"
        for each in value.alternatives:
            yield _remedy(Remedy(text=each.text, command=each.command), paint)


def _applied(applied: Iterable[AppliedRemedy], paint: Paint) -> Iterator[str]:
    for each in applied:
        end = "" if each.helped else ", which did not help"
        yield paint.prose(f"{each.cause}: {each.text}{end}", indent="  ") + "\n"


def failed(value: Failed, paint: Paint) -> str:
    lines = diagnosis(value.diagnosis, paint)
    if value.applied:
        lines += f"\n{paint('title', 'tried')}\n" + "".join(_applied(value.applied, paint))
    return lines


def diagnosis(value: Diagnosis, paint: Paint) -> str:
    return "".join(_diagnosis_parts(value, paint))


def _diagnosis_parts(value: Diagnosis, paint: Paint) -> Iterator[str]:
    yield f"{paint('bad', 'error')}: {paint('title', value.cause)}\n"
    sign = paint("bad", paint.sign("×"))
    yield f"{sign} {paint.prose(value.title, hanging='  ')}\n"
    if value.explanation:
        yield paint.prose(value.explanation, indent="  ") + "\n"
    if value.evidence:
        yield f"\n{paint('label', 'evidence')}\n"
        for item in value.evidence:
            yield _evidence(item, paint)
    if value.remedies:
        yield f"\n{paint('label', 'what to do')}\n"
        for remedy in value.remedies:
            yield _remedy(remedy, paint)
    yield "\n" + paint("dim", _footer(value, paint)) + "\n"


def _evidence(item: Evidence, paint: Paint) -> str:
    """A line of a log as it stands, to be searched for; a sentence of ours folded like prose."""
    if item.line is not None:
        where = paint("dim", paint.plain(f"{item.source}:{item.line}"))
        return f"  {where}  {paint.plain(item.text.strip())}\n"
    margin = " " * (len(item.source) + 4)
    told = paint.prose(item.text.strip(), indent=margin).lstrip()
    return f"  {paint('dim', paint.plain(item.source))}  {told}\n"


def _remedy(remedy: Remedy, paint: Paint) -> str:
    arrow = paint.sign("→")
    lines = f"  {arrow} {paint.prose(remedy.text, hanging='    ')}\n"
    if remedy.command:
        for line in remedy.command.splitlines():
            lines += f"      {paint('command', paint.plain(line))}\n"
    return lines


def _footer(value: Diagnosis, paint: Paint) -> str:
    parts = [f"lies with {BLAME[value.blame]}", f"exit code {value.exit_code}"]
    if value.transient:
        parts.append("may pass by itself")
    if value.also_seen:
        parts.append(f"also seen: {', '.join(value.also_seen)}")
    if value.log is not None:
        parts.append(f"log: {value.log}")
    return paint.plain(f" {paint.sign('·')} ".join(parts))
