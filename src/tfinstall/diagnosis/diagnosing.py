"""Lines and facts → one diagnosis: the walk, the order of causes, the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tfinstall.diagnosis import wording
from tfinstall.diagnosis.case import Case
from tfinstall.diagnosis.catalogue import CAUSES
from tfinstall.diagnosis.decoding import blocks
from tfinstall.diagnosis.enrich import known_facts, masked
from tfinstall.diagnosis.facts import Facts
from tfinstall.diagnosis.machine import describe
from tfinstall.diagnosis.ordering import ranked, suspects
from tfinstall.diagnosis.question import Verdict
from tfinstall.diagnosis.refine import refine
from tfinstall.diagnosis.scan import scan, scan_log
from tfinstall.diagnosis.signs import of_an_installation
from tfinstall.model import Diagnosis, Evidence, Remedy
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tfinstall.diagnosis.scan import Scan
    from tfinstall.diagnosis.suspects import Suspect
    from tfinstall.model import Line

_SIGNALS = {
    # a process ended by a signal says nothing itself: the number speaks
    4: "import-cpu-avx",
    9: "out-of-memory",
    1: "interrupted",
    2: "interrupted",
    15: "interrupted",
}
_WINDOWS_CODES = {0xC000001D: "import-cpu-avx", 0xC000013A: "interrupted"}
_LONGEST = 400
_LINES = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFailure:
    """There is nothing to explain."""

    why: Literal["success", "warnings", "empty", "not-an-installation"]
    text: str


_NOTHING = {
    "success": "This is the log of an installation that succeeded",
    "warnings": "There are only warnings in it, and no failure",
    "empty": "There is nothing in it",
    "not-an-installation": "This is not the log of an installation or of an import",
}


def diagnose(lines: Iterable[Line], facts: Facts | None = None) -> Diagnosis | NoFailure:
    """The root cause that the text shows, or that there is none.

    Reads the lines once and keeps a bounded part of them. `unknown` is an answer: with the most
    telling lines as evidence, where nothing known speaks.
    """
    return _explain(scan(lines), facts or Facts())


def diagnose_log(chunks: Iterable[bytes], facts: Facts | None = None) -> Diagnosis | NoFailure:
    """The same of a log as it comes: of any length, in any encoding, with any prefixes."""
    return _explain(scan_log(blocks(chunks)), facts or Facts())


def _explain(found: Scan, facts: Facts) -> Diagnosis | NoFailure:
    run = describe(found, facts)
    suspected = of_an_installation(suspects(found), found, facts)
    order = ranked(suspected, found)
    case = Case(order=order, found=found, facts=facts, run=run)
    if not _failed(case):
        return _no_failure(found)
    verdict = refine(case) or _by_signal(facts) or Verdict(slug="unknown")
    return _diagnosis(verdict, case)


def _failed(case: Case) -> bool:
    """Whether anything went wrong after the last thing that went well."""
    found, code = case.found, case.facts.returncode
    if code not in (None, 0):
        return True
    speaking = [each for each in case.order if each.weight != "noise"]
    asked = found.has("gpu-asked")
    computed = max(found.last("computed"), _trained(found))
    success = max(found.last("success"), computed if not asked else 0)
    if success and not _of_another(case, speaking):
        ends = (each.last for each in speaking if each.weight != "likely")
        return any(last > success for last in (*ends, _last_fall(found)))
    if speaking:
        return not (found.has("satisfied") and code == 0)
    if code == 0 or found.has("satisfied"):
        return False
    fell = found.has("failed") or _speaks_of_error(found)
    return refine(case) is not None or fell or _unfinished(found)


def _trained(found: Scan) -> int:
    """The line at which a training came to the end of its last epoch; 0 where it did not."""
    end = found.last("epoch-trained")
    return end if end > found.last("last-epoch") > 0 else 0


_COMMANDS = 2
"""So many at least, where one fails and another one succeeds."""


def _of_another(case: Case, speaking: list[Suspect]) -> bool:
    """Whether TensorFlow failed, and what succeeded later was another command for another thing."""
    commands, success = case.found.clues.get("command"), case.found.clues.get("success")
    if success is None or commands is None or commands.count < _COMMANDS:
        return False
    fell = (line.text for each in speaking for hit in each.hits for line in hit.seen.lines)
    return "tensorflow" not in success.lines[-1].text and any("tensorflow" in each for each in fell)


def _last_fall(found: Scan) -> int:
    """The last line at which a program says that it fell, whatever the reason."""
    harmless = found.has("logging-error")
    falls = ("failed", "crash") if harmless else ("failed", "crash", "trace")
    return max(map(found.last, falls))


def _unfinished(found: Scan) -> bool:
    """Whether the last thing it says is a download that had not come to its end."""
    if found.has("collecting") and not found.has("ready"):
        return True
    return found.has("partly") and found.last("partly") >= found.last("attempt") > 0


def _speaks_of_error(found: Scan) -> bool:
    tried = (
        "attempt",
        "command",
        "import",
        "trace",
        "asset",
        "downloading",
        "building",
        "subject",
        "topic",
    )
    wrong = any(map(found.has, ("error", "trace", "wrong")))
    return found.has("crash") or (wrong and any(map(found.has, tried)))


def _no_failure(found: Scan) -> NoFailure:
    why: Literal["success", "warnings", "empty", "not-an-installation"] = "not-an-installation"
    if found.count == 0:
        why = "empty"
    elif any(map(found.has, ("success", "satisfied", "computed"))) or _trained(found):
        why = "success"
    elif found.has("warning"):
        why = "warnings"
    return NoFailure(why=why, text=_NOTHING[why])


def _by_signal(facts: Facts) -> Verdict | None:
    code = facts.returncode
    if code is None:
        return None
    if code % (1 << 32) in _WINDOWS_CODES:
        return Verdict(slug=_WINDOWS_CODES[code % (1 << 32)])
    signal = -code if code < 0 else code - 128
    slug = _SIGNALS.get(signal)
    return Verdict(slug=slug, facts={"signal": str(signal)}) if slug else None


def _diagnosis(verdict: Verdict, case: Case) -> Diagnosis:
    entry = CAUSES[verdict.slug]
    evidence = _evidence(verdict.slug, case)
    known = known_facts(verdict, evidence, case)
    return Diagnosis(
        cause=entry.slug,
        title=wording.headline(entry, known),
        explanation=wording.explanation(entry, known),
        blame=entry.blame,
        exit_code=entry.exit_code,
        transient=entry.transient,
        facts=known,
        evidence=evidence,
        remedies=wording.remedies(entry, known, case.run.os) + _asks(verdict.asks),
        also_seen=tuple(
            each.slug for each in case.order if each.slug != verdict.slug and each.weight != "noise"
        ),
    )


def _evidence(slug: str, case: Case) -> tuple[Evidence, ...]:
    """The lines that speak for the cause; for `unknown` the last that speak of any error."""
    speaking = [each for each in case.order if each.slug == slug] or [
        each for each in case.order if each.weight != "noise"
    ]
    if speaking and slug != "unknown":
        chosen = _best_lines(speaking[0])
    else:
        chosen = list(case.found.telling or case.found.tail)[-_LINES:]
    return tuple(
        Evidence(
            source=case.facts.source, text=masked(line.text.strip())[:_LONGEST], line=line.number
        )
        for line in chosen
    )


def _best_lines(suspect: Suspect) -> list[Line]:
    """The first and the last line of each pattern, those that say the most before the others."""
    best = sorted(suspect.hits, key=lambda hit: hit.pattern.weight != suspect.weight)
    lines = {line.number: line for hit in best for line in (hit.seen.lines[0], hit.seen.lines[-1])}
    return sorted(list(lines.values())[:_LINES], key=lambda line: line.number)


_QUESTIONS: Mapping[str, Remedy] = {
    "python": Remedy(
        text="Which Python it was would decide: say it",
        command="tfinstall diagnose LOG --python X.Y",
    ),
    "os": Remedy(
        text="Which system it was would help: say it",
        command="tfinstall diagnose LOG --os linux",
    ),
    "bits": Remedy(
        text="See whether that Python is a 32-bit build",
        command="python -c \"import struct; print(struct.calcsize('P') * 8)\"",
    ),
    "index": Remedy(
        text="See what that index answers: open its page of TensorFlow, or let pip say more",
        command="python -m pip download --no-deps -vvv tensorflow",
    ),
    "installed": Remedy(
        text="See whether this very Python has it, and install it with that one",
        command="python -m pip show tensorflow",
    ),
    "pip": Remedy(text="See which pip it was", command="python -m pip --version"),
}


def _asks(asks: Iterable[str]) -> tuple[Remedy, ...]:
    return tuple(_QUESTIONS[each] for each in asks)
