"""Every value on the road, in the order in which it comes to exist: the reader's map.

words → `Request`; machine → `Host`; files → `Release`; then `Selection`, `Plan`, `Attempt`,
`Proof`, and at the end an `Outcome`: `Installed` or `Failed` with a `Diagnosis`.

Nothing here does anything. Values are frozen and know no clock, no file and no network; what a
value can say of itself is a property. Sizes are bytes, durations seconds, instants aware UTC.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar, get_args

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

T = TypeVar("T")

Accelerator = Literal["auto", "cpu", "cuda", "rocm", "metal"]
Installer = Literal["pip", "uv"]
OS = Literal["linux", "macos", "windows"]
Blame = Literal["machine", "network", "index", "package", "request", "tfinstall"]
Severity = Literal["ok", "note", "warning", "problem"]
State = Literal["certified", "resolved", "broken", "unknown"]
"""Of a cell: installed and proved; only resolved; neither can be had; nothing was tried."""
StepName = Literal["import", "compute", "train", "use", "save", "tensorboard", "check"]
"""What a TensorFlow is asked to do, in this order; the level of a proof is the last one passed."""
RemedyName = Literal[
    "retry",
    "longer-timeout",
    "bypass-cache",
    "another-python",
    "older-dependencies",
    "resolve-anew",
    "recorded-addresses",
]
REMEDIES: tuple[RemedyName, ...] = get_args(RemedyName)
"""All that tfinstall does by itself about a failure, by the names that switch it off."""

STUB_BYTES = 100_000
"""Delegating wheels are 2 kB; the smallest real one, 0.12.0 for Windows, is 14 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Generic[T]):
    """A value and the reason why it was taken rather than another."""

    value: T
    because: str


# ── words: what the user asked for ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """The TensorFlow that is wanted: `2.10`, `latest`, `tensorflow-cpu==2.15`, ..."""

    text: str
    """As typed, for messages."""
    specifier: SpecifierSet
    distribution: NormalizedName | None = None
    """None: whichever distribution serves this release on this machine."""
    extras: frozenset[str] = frozenset()
    prereleases: bool = False
    """True only where the text itself names a pre-release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipOptions:
    """What is handed to pip, under pip's own names and with pip's meaning; None: pip decides."""

    proxy: str | None = None
    timeout: float | None = None
    retries: int | None = None
    no_cache_dir: bool = False
    cache_dir: Path | None = None
    index_url: str | None = None
    extra_index_urls: tuple[str, ...] = ()
    no_index: bool = False
    find_links: tuple[str, ...] = ()
    trusted_hosts: tuple[str, ...] = ()
    cert: Path | None = None
    client_cert: Path | None = None
    pre: bool = False
    require_hashes: bool = False
    passthrough: tuple[str, ...] = ()
    """Everything after `--`, untouched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, parsed and checked; nothing of the machine is in it yet."""

    spec: Spec
    venv: Path
    into: Path | None = None
    """An existing environment to install into, in place of a new one at `venv`."""
    python: str | None = None
    """`3.10`, a path or a command name; None: choose."""
    accelerator: Accelerator = "auto"
    requirements: tuple[Requirement, ...] = ()
    """From `--with`."""
    requirement_files: tuple[Path, ...] = ()
    constraint_files: tuple[Path, ...] = ()
    pip: PipOptions = field(default_factory=PipOptions)
    pip_version: str | None = None
    """This pip rather than the newest that the interpreter can run."""
    installer: Installer = "pip"
    recreate: bool = False
    verify: bool = True
    space_check: bool = True
    remedies: tuple[RemedyName, ...] = REMEDIES
    """What tfinstall may do by itself about a failure."""
    install_python: bool = False
    fresh: bool = False
    """Leave the certified lock aside and let pip resolve anew."""


# ── machine: what is here ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """An operating system and a processor, as far as wheel tags tell them apart."""

    os: OS
    arch: str
    """`x86_64`, `aarch64` (Linux), `arm64` (macOS), `amd64` (Windows), `i686`, ..."""
    glibc: tuple[int, int] | None = None
    musl: tuple[int, int] | None = None
    macos: tuple[int, int] | None = None
    wsl: bool = False

    def __str__(self) -> str:
        return f"{self.os}-{self.arch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """A Python that was run and answered."""

    executable: Path = Path("python")
    """The default is for one that is only asked about: nothing may start it."""
    version: Version
    """Full, pre-release included: `3.10.13`, `3.14.0rc1`."""
    implementation: str = "cpython"
    bits: int = 64
    arch: str = ""
    """The machine the interpreter was built for; it may differ from the kernel's."""
    source: str = "PATH"
    """Where it was found: `running`, `PATH`, `pyenv`, `uv`, `conda`, `asdf`, ..."""
    is_default: bool = False
    """The one that the user's `python` command starts."""
    free_threaded: bool = False
    environment: Path | None = None
    """Set where it lives in a virtual or conda environment: its prefix."""

    @property
    def minor(self) -> str:
        """`3.10`."""
        return f"{self.version.major}.{self.version.minor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """An accelerator that the machine shows, and the driver that serves it."""

    kind: Literal["cuda", "rocm", "metal"]
    driver: Version | None = None
    evidence: str = ""
    """The file, program or variable that said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The machine as one value."""

    platform: Platform
    interpreters: tuple[Interpreter, ...] = ()
    """The most natural first: the user's `python`, then newest to oldest."""
    cpu_flags: frozenset[str] | None = None
    """`avx`, `avx2`, ... in lower case; None: not known."""
    gpu: Gpu | None = None
    python_installers: tuple[str, ...] = ()
    """Commands here that can fetch a Python: `uv`, `pyenv`, `conda`, `brew`, `apt-get`, ..."""
    unusable: tuple[UnusableInterpreter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusableInterpreter:
    """Something that looked like a Python and did not answer like one."""

    path: Path
    problem: str


# ── files: what is known about TensorFlow ───────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """One wheel on the index; every fact was read from the index or out of the wheel itself."""

    filename: str
    distribution: NormalizedName
    version: Version
    size: int
    unpacked: int | None
    """Bytes of its files when installed; None: not read."""
    sha256: str
    uploaded: datetime
    requires_python: SpecifierSet | None
    yanked: str | None
    """The reason, perhaps empty; None: not yanked."""
    requires: tuple[Requirement, ...]
    """Requires-Dist of this very wheel: wheels of one release differ."""

    @property
    def stub(self) -> bool:
        """Whether it only delegates to another distribution: see `STUB_BYTES`."""
        return self.size < STUB_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One version of one TensorFlow distribution: its wheels for all machines."""

    distribution: NormalizedName
    version: Version
    wheels: tuple[Wheel, ...]
    sdist_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A cap that the metadata of some releases lacks, and the proof that it is needed."""

    id: str
    constraint: Requirement
    tensorflow: SpecifierSet
    python: SpecifierSet | None
    symptom: str
    reason: str
    source: str
    level: Literal["import", "use"]
    """What breaks without it: the import, or a later use."""
    cells: tuple[str, ...] = ()
    """Where it was seen to be needed, and to help: `2.10.1 py3.10 linux-x86_64`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """What is known to go wrong with a GPU and some releases of a build."""

    tensorflow: SpecifierSet
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GpuBuild:
    """What the CUDA builds of some releases were built with and need."""

    tensorflow: SpecifierSet
    wheels: frozenset[tuple[OS, NormalizedName]]
    """Which distributions are such a build, on which system."""
    cuda: str
    cudnn: str
    driver_linux: Version
    """The oldest driver that runs this CUDA, on Linux; next, on Windows. Of macOS none is known."""
    driver_windows: Version
    capabilities: tuple[str, ...]
    """`sm_70`: native code, `compute_90`: PTX; empty: not known."""
    minimum_capability: str | None
    """Of the oldest GPU served: `6.0`."""
    source: str
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedBuild:
    """One row of TensorFlow's own table of tested builds."""

    __test__ = False  # not a test class, whatever pytest thinks of its name

    os: OS
    accelerator: Literal["cpu", "gpu"]
    distribution: NormalizedName
    tensorflow: str
    python: str
    compiler: str
    build_tool: str
    cuda: str | None
    cudnn: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedFile:
    """One file of a certified or resolved lock: exactly this one is installed."""

    name: NormalizedName
    version: Version
    filename: str
    size: int
    sha256: str
    uploaded: datetime | None
    requires: tuple[Requirement, ...]
    """Its Requires-Dist, without what only extras ask for."""

    @property
    def pin(self) -> str:
        return f"{self.name}=={self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One release on one Python of one kind of machine: what is known of it, and since when."""

    distribution: NormalizedName
    version: Version
    python: str
    """`3.10`."""
    platform: Platform
    """Where it was proved, or what it was resolved for."""
    state: State
    date: date
    level: StepName | None = None
    """How far the proof went; None: it was not run."""
    because: str = ""
    """Why it is broken, or why the proof went no further."""
    cause: str | None = None
    """A slug of the catalogue where something failed."""
    pins: tuple[str, ...] = ()
    """`numpy==1.23.5`, by name; empty where nothing can be installed."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Package to file name, where the pin alone would name another file."""
    lock: str = ""
    """The first 16 hex digits of the SHA-256 over the hashed lines of its files."""
    as_of: datetime | None = None
    """Only files uploaded before this instant were taken; None: the newest that go together."""
    download: int = 0
    installed: int = 0
    """Bytes of the whole environment, as its files count; 0: not measured."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Of `install` and of each step of the proof."""
    tools: Mapping[str, str] = field(default_factory=dict)
    """What did it: `python`, `pip`, `tfinstall`."""
    inputs: str = ""
    """Names what it follows from (wheels and caps); another name means that it is out of date."""


# ── choosing ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class CudaNeeds:
    """What the CUDA build of one release needs on one machine."""

    cuda: str
    cudnn: str
    driver: Version | None
    """The oldest NVIDIA driver that runs this CUDA on this system; None: not known."""
    minimum_capability: str | None
    """Of the oldest GPU served: `6.0`; None: not known."""
    capabilities: tuple[str, ...]
    """`sm_70`: native code, `compute_90`: PTX; empty: not known."""
    caveats: tuple[str, ...] = ()
    """Sentences about what goes wrong with this release all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which TensorFlow, for which Python of this machine, and why."""

    distribution: Choice[NormalizedName]
    extras: frozenset[str]
    version: Choice[Version]
    interpreter: Choice[Interpreter]
    wheels: tuple[Wheel, ...]
    """The wheel that pip will take; where it is a stub, then its delegates'."""
    accelerator: Choice[Accelerator]
    cuda: CudaNeeds | None = None
    """Also where it is not used; None: built for the CPU alone, or not known."""
    outside_matrix: bool = False
    """The index has it, the bundled matrix not yet."""

    @property
    def requirement(self) -> str:
        """What pip is asked for: `tensorflow[and-cuda]==2.19.1`."""
        extras = f"[{','.join(sorted(self.extras))}]" if self.extras else ""
        return f"{self.distribution.value}{extras}=={self.version.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Something else that would work, and the command that asks for it."""

    text: str
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSelection:
    """Nothing fits: why not, and what would."""

    cause: str
    """A slug of the catalogue: `python-too-new`, `version-not-found`, ..."""
    title: str
    reasons: tuple[str, ...]
    pythons: tuple[str, ...] = ()
    """The Pythons that the wanted release has wheels for here: `3.9`, `3.10`."""
    releases: tuple[str, ...] = ()
    """The releases that the Pythons present could run, newest first."""
    alternatives: tuple[Alternative, ...] = ()


# ── planning ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """One line of the constraints file, and the reason for it."""

    constraint: Requirement
    because: str
    source: str
    """`repair numpy-2`, `requires of tensorflow 2.10.1`, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something seen before starting that the user may want to know."""

    severity: Severity
    title: str
    detail: str = ""
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes; the dependencies' share is an estimate where the index does not tell sizes."""

    download: int
    installed: int
    estimated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that will be done, before anything is."""

    request: Request
    platform: Platform
    selection: Selection
    caps: tuple[Cap, ...]
    sizes: Sizes
    gpu: Gpu | None = None
    """What this machine shows."""
    cell: Cell | None = None
    """Its certified lock is what will be installed; None: pip resolves, within the caps."""
    locked: tuple[LockedFile, ...] = ()
    """The files of that lock."""
    findings: tuple[Finding, ...] = ()

    @property
    def environment(self) -> Path:
        return self.request.into or self.request.venv


# ── doing ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that a program printed, without its line end."""

    text: str
    number: int
    """From 1, in the order of arrival, both streams together."""
    stream: Literal["stdout", "stderr", "log"] = "stdout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One finished run of an installer, successful or not."""

    tool: str
    """`pip 26.3`, `uv 0.13.8`."""
    command: tuple[str, ...]
    """As it may be shown: without secrets."""
    returncode: int
    """Negative: killed by that signal."""
    seconds: float
    output: tuple[Line, ...]
    """The first and the last thousands of lines; all of them are in `log`."""
    log: Path | None
    interrupted: bool = False


# ── proving ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a child process of the environment could do with TensorFlow."""

    steps: tuple[ProofStep, ...]
    """In the order of `StepName`; the last one is where it ended."""
    returncode: int
    """Negative: killed by that signal."""
    seconds: float
    versions: Mapping[str, str] = field(default_factory=dict)
    """Of `tensorflow`, `keras`, `numpy`, `protobuf`, `python`, as imported."""
    devices: tuple[str, ...] = ()
    """Names as TensorFlow lists them: `CPU:0`, `GPU:0`."""
    output: tuple[Line, ...] = ()
    timed_out: bool = False

    @property
    def proved(self) -> bool:
        return (
            self.returncode == 0
            and not self.timed_out
            and len(self.steps) > 0
            and all(step.passed for step in self.steps)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofStep:
    """One thing that TensorFlow was asked to do."""

    name: StepName
    passed: bool
    seconds: float
    detail: str = ""
    """What came out (`loss 0.002`), or the last line of the traceback."""


# ── the end ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A line that speaks for a cause."""

    source: str
    """`pip`, `pip log`, `proof`, a file name, `this machine`."""
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One thing to do about it."""

    text: str
    command: str | None = None
    """For this OS and shell, ready to be typed."""
    automatic: bool = False
    """Whether tfinstall may do it by itself: bounded, once, only on what is its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Why it failed, in words that a stranger can act on; plain text, no markup."""

    cause: str
    """A slug of the catalogue; `unknown` where nothing was recognised."""
    title: str
    explanation: str
    blame: Blame
    exit_code: int
    transient: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the evidence names: `host`, `needed`, `package`, `library`, ..."""
    evidence: tuple[Evidence, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    also_seen: tuple[str, ...] = ()
    log: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRemedy:
    """A remedy that tfinstall applied by itself, for the report."""

    name: RemedyName
    cause: str
    text: str
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was asked, chosen, installed and proved, when and by which versions; kept inside."""

    spec: str
    tensorflow: str
    requirement: str
    python: str
    interpreter: str
    """The executable that the environment was made from."""
    platform: str
    asked: tuple[str, ...]
    """All other requirements, canonical and sorted, to see whether a second run asks the same."""
    caps: tuple[str, ...]
    packages: Mapping[str, str]
    proof: Proof | None
    created: datetime
    tools: Mapping[str, str]
    """`tfinstall`, `virtualenv`, `pip`, `python` that did it."""
    own: bool = True
    """Whether tfinstall made the environment; False: it changed somebody else's, by `--into`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The promise, kept."""

    plan: Plan | None
    """None: a second run of the same request, which needs no plan."""
    environment: Path
    receipt: Receipt
    already: bool = False
    """Nothing had to be done."""
    attempts: tuple[Attempt, ...] = ()
    applied: tuple[AppliedRemedy, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
    log: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """One cause, and nothing half made left behind."""

    diagnosis: Diagnosis
    plan: Plan | None = None
    attempts: tuple[Attempt, ...] = ()
    applied: tuple[AppliedRemedy, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)


Outcome: TypeAlias = Installed | Failed


class TfinstallError(Exception):
    """The one exception of this program: it carries the diagnosis to the place that shows it."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        super().__init__(f"{diagnosis.cause}: {diagnosis.title}")
        self.diagnosis = diagnosis
