"""Why each choice was made: one plain sentence each, true of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.version import Version

from tfinstall.model import Choice
from tfinstall.resolution import words
from tfinstall.resolution.machine import least_driver
from tfinstall.resolution.names import AND_CUDA, CPU, TENSORFLOW
from tfinstall.resolution.question import ordinary
from tfinstall.resolution.spec import exact_version, series
from tfinstall.values import dataclass

if TYPE_CHECKING:
    from packaging.utils import NormalizedName

    from tfinstall.model import Accelerator, Interpreter
    from tfinstall.resolution.candidates import Cell, Rejection, Route
    from tfinstall.resolution.question import Question

MEGABYTE: Final = 1_000_000
CUDA_GIGABYTES: Final = (("2.20.dev0", "2.8"), ("2.15.dev0", "1.9"), ("0", "2.5"))
"""From which release on: the NVIDIA wheels of `and-cuda` together, read from the index in 2026."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What was chosen, from which question, and what was turned down on the way."""

    question: Question
    cell: Cell
    python: Interpreter
    rejections: tuple[Rejection, ...]

    @property
    def route(self) -> Route:
        if self.cell.route is None:
            raise TypeError("a chosen cell has a route")
        return self.cell.route


def version(context: Context) -> Choice[Version]:
    return Choice(value=context.cell.version, because=_version_because(context))


def _version_because(context: Context) -> str:
    chosen, spec = context.cell.version, context.question.spec
    if exact_version(spec) is not None:
        return f"{chosen} is the version asked for"
    if (newer := _newest_passed_over(context)) is not None:
        return (
            f"{chosen} is the newest release{_of_what(context)} that fits here: "
            f"{newer.cell.version} {newer.need.words}"
        )
    patch = series(spec)
    if patch is not None and "." in patch:
        return f"{chosen} is the newest patch release of {patch}"
    final = "" if chosen.is_prerelease else "final "
    return f"{chosen} is the newest {final}release{_of_what(context)}"


def _of_what(context: Context) -> str:
    spec = context.question.spec
    if (named := series(spec)) is not None:
        return f" of {named}"
    return f" that satisfies {spec.specifier}" if len(spec.specifier) else ""


def _newest_passed_over(context: Context) -> Rejection | None:
    """The rejection that tells most about the newest release that was not taken."""
    newer = [each for each in context.rejections if each.cell.version > context.cell.version]
    if not newer:
        return None
    newest = max(each.cell.version for each in newer)
    return max((each for each in newer if each.cell.version == newest), key=lambda each: each.depth)


def interpreter(context: Context) -> Choice[Interpreter]:
    return Choice(value=context.python, because=_interpreter_because(context))


def _interpreter_because(context: Context) -> str:
    python, asked = context.python, context.question
    named = words.interpreter(python)
    if asked.python is not None:
        return f"{named}: `--python {asked.python}` asks for it"
    default = next((each for each in asked.host.interpreters if each.is_default), None)
    if default is None:
        return f"{named}: the newest here that fits; there is no `python` command"
    if python == default:
        return f"{named}: it is what `python` starts, and it fits"
    return f"{named}: {_why_not(context, default)}; {python.minor} is {_rank(context)}"


def _why_not(context: Context, default: Interpreter) -> str:
    called = words.kind(default) if words.kind(default) != "Python" else ""
    told = f"`python` is {called} {default.version}".replace("  ", " ")
    pythons = context.question.shelf.pythons(context.cell.distribution, context.cell.version)
    release = f"TensorFlow {context.cell.version}"
    if default.minor not in pythons:
        return f"{told}, for which {release} has no wheels (it has {words.pythons(pythons)})"
    tried = [each for each in context.rejections if _same_release(each.cell, context.cell)]
    reason = next((each.need.words for each in tried if each.cell.python == default.minor), None)
    if reason is None or called:
        return f"{told}, which the wheels of {release} do not fit"
    return f"{told}, for which {release} {reason}"


def _same_release(one: Cell, other: Cell) -> bool:
    return one.version == other.version and one.distribution == other.distribution


def _rank(context: Context) -> str:
    passed_over = {
        each.cell.python for each in context.rejections if _same_release(each.cell, context.cell)
    }
    pythons = context.question.shelf.pythons(context.cell.distribution, context.cell.version)
    fitting = [
        each
        for each in context.question.interpreters
        if each.minor in pythons and each.minor not in passed_over and ordinary(each)
    ]
    if any(each.version > context.python.version for each in fitting):
        return "the newest here that fits, pre-releases and environments apart"
    return "the newest here that fits"


def distribution(context: Context) -> Choice[NormalizedName]:
    return Choice(value=context.cell.distribution, because=_distribution_because(context))


def _distribution_because(context: Context) -> str:
    told = context.route.because
    if context.cell.distribution != TENSORFLOW or context.question.accelerator != "auto":
        return told
    if context.route.extras or context.question.spec.distribution is not None:
        return told
    return told + _smaller(context)


def _smaller(context: Context) -> str:
    """What `--accelerator cpu` would save, where it would save anything."""
    mine, other = _bytes(context, TENSORFLOW), _bytes(context, CPU)
    if mine is None or other is None or other >= mine:
        return ""
    return (
        f"; `--accelerator cpu` takes the smaller tensorflow-cpu "
        f"({other // MEGABYTE} MB instead of {mine // MEGABYTE} MB)"
    )


def _bytes(context: Context, name: NormalizedName) -> int | None:
    shelf, cell = context.question.shelf, context.cell
    if cell.python not in shelf.pythons(name, cell.version):
        return None
    wheels = shelf.wheels(name, cell.version, cell.python)
    return None if not wheels or wheels[0].stub else wheels[0].size


def accelerator(context: Context) -> Choice[Accelerator]:
    return Choice(value=context.route.accelerator, because=_accelerator_because(context))


def _accelerator_because(context: Context) -> str:
    asked, gpu = context.question.accelerator, context.question.host.gpu
    if asked != "auto":
        seen = "" if asked == "cpu" or gpu is not None else "; no GPU is visible here at present"
        return f"`--accelerator {asked}` asks for it{seen}"
    if context.question.spec.distribution is not None:
        return f"what `{context.question.spec.text}` names decides it"
    if gpu is None:
        return "no GPU was found on this machine"
    if gpu.kind != "cuda":
        return f"a GPU was found, and `--accelerator {gpu.kind}` would use it"
    return _cuda_because(context)


def _cuda_because(context: Context) -> str:
    driver = context.question.driver.version
    if AND_CUDA in context.route.extras:
        least = least_driver(context.question, context.cell)
        enough = f" ({words.driver(least)} is enough)" if least is not None else ""
        return (
            f"an NVIDIA GPU with driver {words.driver(driver)} was found{enough}; "
            f"CUDA adds {_cuda_gigabytes(context)} GB to the download"
        )
    return f"an NVIDIA GPU was found, but {_cuda_not_taken(context)}"


def _cuda_gigabytes(context: Context) -> str:
    return next(size for least, size in CUDA_GIGABYTES if context.cell.version >= Version(least))


def _cuda_not_taken(context: Context) -> str:
    release = f"TensorFlow {context.cell.version}"
    refused = [
        each
        for each in context.rejections
        if each.cell.version == context.cell.version
        and each.cell.route is not None
        and each.cell.route.cuda
    ]
    if refused:
        return f"`tensorflow[and-cuda]` {context.cell.version} {refused[0].need.words}"
    build = context.question.shelf.gpu_build(context.cell.distribution, context.cell.version)
    if build is None:
        return f"{release} has no CUDA build for {words.machine(context.question.platform)}"
    if context.question.driver.version is None:
        return "the version of its driver could not be read; `--accelerator cuda` insists"
    return (
        f"{release} brings no CUDA of its own and uses the GPU only where CUDA {build.cuda} and "
        f"cuDNN {build.cudnn} are installed"
    )
