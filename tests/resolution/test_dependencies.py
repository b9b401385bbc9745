"""Which set of packages is chosen, for which machine and day; a new case is a row."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from tests.resolution.worlds import World, target, wishes, world
from tfinstall.model import Diagnosis, Platform, TfinstallError
from tfinstall.resolution.dependencies import Pin, Target, Wish, resolve

HERE = target()


@dataclass(frozen=True, kw_only=True)
class Case:
    promise: str
    world: str
    asks: str
    """Requirements, `|` between them."""
    answer: str
    """`a 1.0, b 2.0`: every package of the answer; for a refusal its cause and title."""
    caps: tuple[str, ...] = ()
    target: Target = HERE


def case(  # noqa: PLR0913 - one row
    promise: str,
    world: str,
    asks: str,
    answer: str,
    *,
    caps: tuple[str, ...] = (),
    target: Target | None = None,
) -> object:
    made = Case(
        promise=promise,
        world=world,
        asks=asks,
        answer=answer,
        caps=caps,
        target=HERE if target is None else target,
    )
    return pytest.param(made, id=promise)


MACOS = Platform(os="macos", arch="arm64", macos=(14, 0))
WINDOWS = Platform(os="windows", arch="amd64")
MUSL = Platform(os="linux", arch="x86_64", musl=(1, 2))

FOUND = (
    case("the newest of everything", "a 1: b\nb 1\nb 2", "a", "a 1, b 2"),
    case(
        "what two ask for together",
        "a 1: c<3 | b\nb 1: c>1\nc 1\nc 2\nc 3",
        "a",
        "a 1, b 1, c 2",
    ),
    case("an older one where the newest asks too much", "a 1\na 2: b<1\nb 1", "a | b", "a 1, b 1"),
    case("names in any spelling", "A.b-C 1: D_e\nd-e 1", "a-B_c", "a-b-c 1, d-e 1"),
    case("a circle of requirements", "a 1: b\nb 1: a", "a", "a 1, b 1"),
    case("a package that requires itself", "a 2.15.1: a==2.15.1", "a", "a 2.15.1"),
    # markers
    case("a marker that holds", 'a 1: b; python_version < "3.12"\nb 1', "a", "a 1, b 1"),
    case("a marker that does not", 'a 1: b; sys_platform == "win32"', "a", "a 1"),
    case(
        "a marker of the target, not of this machine",
        'a 1: b; sys_platform == "darwin" and platform_machine == "arm64"\nb 1',
        "a",
        "a 1, b 1",
        target=target(platform=MACOS),
    ),
    case("a marker of what is asked for", "a 1\nb 1", 'a | b; python_version < "3"', "a 1"),
    # extras
    case("no extra unasked", 'a 1: b; extra == "x"', "a", "a 1"),
    case("an extra", 'a 1: b; extra == "x"\nb 1', "a[x]", "a 1, b 1"),
    case("an extra in another spelling", 'a 1: b; extra == "x-y"\nb 1', "a[X_y]", "a 1, b 1"),
    case(
        "an extra that another one brings along",
        'a 1: a[x]; extra == "all" | b; extra == "x"\nb 1',
        "a[all]",
        "a 1, b 1",
    ),
    case(
        "an extra that turns up late",
        'a 1: c; extra == "x"\nb 1: a[x]\nc 1',
        "a | b",
        "a 1, b 1, c 1",
    ),
    case(
        "an older version where the extra of the newest cannot be",
        'a 1\na 2: nowhere; extra == "x"',
        "a[x]",
        "a 1",
    ),
    # versions
    case("no pre-release unasked", "a 1\na 2rc1", "a", "a 1"),
    case("a pre-release that is named", "a 1\na 2rc1", "a>=2rc1", "a 2rc1"),
    case("a pre-release where there is nothing else", "a 2rc1", "a", "a 2rc1"),
    case("no pre-release where one is an end", "a 1\na 2rc1", "a<3.dev0", "a 1"),
    case("a pre-release from one on", "a 1\na 2rc1", "a>=1.dev0", "a 2rc1"),
    case("pre-releases for all", "a 1\na 2rc1", "a", "a 2rc1", target=target(prereleases=True)),
    case("nothing yanked", "a 1\na 2 yanked", "a", "a 1"),
    case("nothing yanked in a range", "a 1\na 2 yanked", "a>=1", "a 1"),
    case("what is yanked where it is pinned", "a 1\na 2 yanked", "a==2", "a 2"),
    case("the part of a release that is not yanked", "a 1 yanked\na 1 sdist", "a", "a 1 sdist"),
    # what moves TensorFlow itself
    case(
        "the tf-keras of the same minor release, and none that is yanked",
        "tensorflow 2.19.1\ntensorflow 2.20.0\ntensorflow 2.21.0\n"
        "tf-keras 2.19.0: tensorflow<2.20,>=2.19\n"
        "tf-keras 2.20.0 yanked: tensorflow<2.21,>=2.20\n"
        "tf-keras 2.20.1: tensorflow<2.21,>=2.20\n"
        "tf-keras 2.21.0: tensorflow<2.22,>=2.21",
        "tensorflow==2.20.0 | tf-keras",
        "tensorflow 2.20.0, tf-keras 2.20.1",
    ),
    # the machine and its Python
    case("a version for this Python", "a 1\na 2 python>=3.12", "a", "a 1"),
    case(
        "a wheel for this machine",
        "a 1\na 2 cp311-cp311-win_amd64",
        "a",
        "a 1",
    ),
    case(
        "a wheel for Windows",
        "a 1\na 2 cp311-cp311-win_amd64",
        "a",
        "a 2",
        target=target(platform=WINDOWS),
    ),
    case(
        "a wheel for this glibc",
        "a 1 cp311-cp311-manylinux_2_17_x86_64\na 2 cp311-cp311-manylinux_2_34_x86_64",
        "a",
        "a 1",
    ),
    case(
        "a wheel for musl",
        "a 1 cp311-cp311-musllinux_1_1_x86_64\na 2 cp311-cp311-manylinux_2_17_x86_64",
        "a",
        "a 1",
        target=target(platform=MUSL),
    ),
    case(
        "a wheel for an older macOS",
        "a 1 cp311-cp311-macosx_11_0_arm64\na 2 cp311-cp311-macosx_15_0_arm64",
        "a",
        "a 1",
        target=target(platform=MACOS),
    ),
    case(
        "a wheel for both processors of a Mac, rather than one for the other",
        "a 1 cp311-cp311-macosx_10_9_universal2\na 2 cp311-cp311-macosx_11_0_x86_64",
        "a",
        "a 1",
        target=target(platform=MACOS),
    ),
    case(
        "a wheel of an older Python's stable ABI",
        "a 1 cp37-abi3-win_amd64\na 2 cp38-abi3-manylinux_2_17_x86_64",
        "a",
        "a 2",
    ),
    # source distributions
    case("a source where there is no wheel", "a 1 sdist", "a", "a 1 sdist"),
    case("a wheel rather than a newer source", "a 1\na 2 sdist", "a", "a 1"),
    case("the source where the wheel is excluded", "a 1\na 2 sdist", "a>1", "a 2 sdist"),
    case(
        "the source of a release whose wheels are for others",
        "a 1 cp311-cp311-win_amd64\na 1 sdist",
        "a",
        "a 1 sdist",
    ),
    # caps
    case("within a cap", "a 1: b\nb 1\nb 2", "a", "a 1, b 1", caps=("b<2",)),
    case("nothing because of a cap alone", "a 1\nb 1", "a", "a 1", caps=("b<2",)),
    # the day
    case(
        "what was there on that day",
        "a 1 day=2022-06-01: b\nb 1 day=2022-01-01\nb 2 day=2023-01-01",
        "a",
        "a 1, b 1",
        target=target(exclude_newer="2022-12-31"),
    ),
    case(
        "a release without the wheels that came later",
        "a 1 sdist day=2022-01-01\na 1 day=2023-01-01",
        "a",
        "a 1 sdist",
        target=target(exclude_newer="2022-12-31"),
    ),
    case(
        "no file without a day where others have one",
        "a 1 day=2022-01-01\na 2 untold",
        "a",
        "a 1",
        target=target(exclude_newer="2022-12-31"),
    ),
)


@pytest.mark.parametrize("case", FOUND)
def test_the_answer_is(case: Case) -> None:
    pins = resolve(wishes(*case.asks.split(" | "), caps=case.caps), world(case.world), case.target)
    told = (f"{p.name} {p.version}{'' if p.file.is_wheel else ' sdist'}" for p in pins)
    assert ", ".join(told) == case.answer


REFUSED = (
    case(
        "the user against a package",
        "a 1: b<2\nb 1\nb 2",
        "a | b>=2",
        "dependency-conflict: b>=2 (you) and b<2 (a 1) cannot both be",
    ),
    case(
        "two packages against each other",
        "a 1: c<2\nb 1: c>=2\nc 1\nc 2",
        "a | b",
        "dependency-conflict: c<2 (a 1) and c>=2 (b 1) cannot both be",
    ),
    case(
        "the user against a repair",
        "b 1\nb 2",
        "b>=2",
        "dependency-conflict: b>=2 (you) and b<2 (repair b<2) cannot both be",
        caps=("b<2",),
    ),
    case("a name nobody knows", "a 1: typo", "a", "version-not-found: No index knows typo"),
    case(
        "a version nobody has",
        "a 1\na 2",
        "a>3",
        "version-not-found: No a>3 is on the index, which has 2, 1",
    ),
    case(
        "a package for other Pythons",
        "a 1 python<3.8",
        "a",
        "version-not-found: a 1: for Python <3.8, and this is 3.11",
    ),
    case(
        "a package for other machines",
        "a 1 cp311-cp311-win_amd64",
        "a",
        "version-not-found: a 1: no file for Python 3.11 on Linux x86_64",
    ),
    case(
        "a package that is yanked",
        "a 1 yanked",
        "a",
        "version-not-found: a 1: yanked by its authors; only `==` still gets it",
    ),
    case(
        "a package of later days",
        "a 1 day=2023-05-01",
        "a",
        "version-not-found: a 1: not there before 2022-12-31",
        target=target(exclude_newer="2022-12-31"),
    ),
    case(
        "days that nobody tells",
        "a 1 untold",
        "a",
        "index-invalid: The index does not tell when files of a were uploaded, which "
        "`--exclude-newer` needs; ask an index that does, or leave the option out",
        target=target(exclude_newer="2022-12-31"),
    ),
)


@pytest.mark.parametrize("case", REFUSED)
def test_the_refusal_names(case: Case) -> None:
    with pytest.raises(TfinstallError) as caught:
        resolve(wishes(*case.asks.split(" | "), caps=case.caps), world(case.world), case.target)
    found = caught.value.diagnosis
    assert f"{found.cause}: {found.title}" == case.answer


def test_a_conflict_tells_everybody_and_what_to_relax() -> None:
    with pytest.raises(TfinstallError) as caught:
        resolve(wishes("a", "b>=2"), world("a 1: b<2\nb 1\nb 2"), target())
    found = caught.value.diagnosis
    lines = [each.text for each in found.evidence]
    assert lines[:2] == ["you ask for b>=2", "a 1 needs b<2"]
    assert found.remedies[0].text == "Ask for b within <2 (a 1) instead of b>=2"


def test_versions_of_one_mind_are_told_as_one_and_the_wish_behind_them_too() -> None:
    made = world("a 1: c<2\nb 5: c>2\nb 6: c>2\nb 7: c>2\nc 1\nc 3")
    with pytest.raises(TfinstallError) as caught:
        resolve(wishes("a", "b>=5"), made, target())
    found = caught.value.diagnosis
    assert found.title == "c<2 (a 1) and c>2 (b 5 to 7) cannot both be"
    lines = [each.text for each in found.evidence]
    assert lines == ["a 1 needs c<2", "b 5 to 7 needs c>2", "you ask for b>=5"]
    assert found.remedies[0].text == "Leave b>=5 open"


def test_a_pin_tells_who_wants_it_and_what_it_brings() -> None:
    pins = resolve(wishes("a", caps=("b<3",)), world("a 1: b>=1 | c\nb 2: c\nc 1"), target())
    a, b, c = pins
    assert (a.requires, b.requires, c.requires) == (("b", "c"), ("c",), ())
    assert b.because == ("a 1 needs b>=1", "repair b<3 allows b<3")
    assert c.because == ("a 1 and b 2 need c",)


def test_metadata_that_asks_for_another_python_counts_as_the_indexs_word() -> None:
    """HTML indexes and folders often say nothing of Requires-Python; the wheel itself does."""
    made = world("a 1\na 2")
    name = "a-2-py3-none-any.whl"
    made.told[name] = replace(made.told[name], requires_python=SpecifierSet(">=3.12"))
    (pin,) = resolve(wishes("a"), made, target())
    assert str(pin.version) == "1"


def test_only_what_is_tried_is_read() -> None:
    made = world("\n".join(f"a {minor}" for minor in range(50)))
    resolve(wishes("a<40"), made, target())
    assert set(made.read) == {"a-39-py3-none-any.whl"}


VERSIONS = st.integers(min_value=1, max_value=4)
NAMES = st.sampled_from("abcd")
BOUNDS = st.builds(
    lambda op, v: f"{op}{v}", st.sampled_from([">=", "<=", "==", "<", "!="]), VERSIONS
)
LINES = st.lists(
    st.tuples(NAMES, VERSIONS, st.lists(st.tuples(NAMES, BOUNDS), max_size=2)),
    max_size=12,
    unique_by=lambda line: line[:2],
)


@settings(deadline=None)
@given(lines=LINES, asks=st.lists(st.tuples(NAMES, BOUNDS), min_size=1, max_size=3))
def test_every_answer_meets_every_need_and_every_refusal_has_a_cause(
    lines: list[tuple[str, int, list[tuple[str, str]]]], asks: list[tuple[str, str]]
) -> None:
    text = "\n".join(
        f"{name} {version}: {' | '.join(f'{of}{bound}' for of, bound in needs)}"
        for name, version, needs in lines
    )
    made, wanted = world(text), wishes(*(f"{of}{bound}" for of, bound in asks))
    answer = attempt(wanted, made)
    if isinstance(answer, Diagnosis):
        assert answer.cause in {"dependency-conflict", "version-not-found"}
        assert answer.title
        return
    versions = {str(pin.name): pin.version for pin in answer}
    own = [
        (str(pin.name), need) for pin in answer for need in made.told[pin.file.filename].requires
    ]
    needs = [need for name, need in own if need.name != name]
    for need in [*needs, *(wish.requirement for wish in wanted)]:
        assert versions[need.name] in need.specifier


def attempt(wanted: tuple[Wish, ...], made: World) -> tuple[Pin, ...] | Diagnosis:
    try:
        return resolve(wanted, made, HERE)
    except TfinstallError as error:
        return error.diagnosis
