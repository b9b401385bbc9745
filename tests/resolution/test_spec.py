"""What may stand for a SPEC, what it means, and what is said of everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfinstall.model import TfinstallError
from tfinstall.resolution import exact_version, parse_spec

MEANINGS = [
    pytest.param("2.10", "==2.10.*", id="two numbers mean the newest patch release"),
    pytest.param("2", "==2.*", id="one number means the newest of that major"),
    pytest.param(" 2.10 ", "==2.10.*", id="spaces around it do not matter"),
    pytest.param("2.10.0", "==2.10.0", id="three numbers mean exactly that"),
    pytest.param("==2.10.0", "==2.10.0", id="a pin is a pin"),
    pytest.param("2.15.0.post1", "==2.15.0.post1", id="a post release is exactly that one"),
    pytest.param("2.22.0rc0", "==2.22.0rc0", id="a pre-release is exactly that one"),
    pytest.param(">=2.12,<2.16", "<2.16,>=2.12", id="a range"),
    pytest.param(">= 2.12, < 2.16", "<2.16,>=2.12", id="a range with spaces"),
    pytest.param("~=2.15", "~=2.15", id="a compatible release"),
    pytest.param("latest", "", id="latest leaves all open"),
    pytest.param("", "", id="nothing is latest"),
    pytest.param("nightly", "", id="nightly leaves the version open"),
    pytest.param("tensorflow==2.10", "==2.10", id="a requirement is pip's, so 2.10 is 2.10.0"),
    pytest.param("TensorFlow", "", id="a bare name leaves the version open"),
    pytest.param("tensorflow-cpu==2.15", "==2.15", id="another distribution"),
]


@pytest.mark.parametrize(("text", "specifier"), MEANINGS)
def test_words_mean_a_specifier(text: str, specifier: str) -> None:
    assert str(parse_spec(text).specifier) == specifier


@pytest.mark.parametrize(
    ("text", "distribution", "extras"),
    [
        pytest.param("2.10", None, set(), id="a version leaves the distribution open"),
        pytest.param("nightly", "tf-nightly", set(), id="nightly is tf-nightly"),
        pytest.param("tensorflow>=2", "tensorflow", set(), id="a name is taken as it stands"),
        pytest.param("Tensorflow_CPU==2.15", "tensorflow-cpu", set(), id="in any spelling"),
        pytest.param("tensorflow[and_cuda]", "tensorflow", {"and-cuda"}, id="with its extras"),
    ],
)
def test_words_may_name_a_distribution(
    text: str, distribution: str | None, extras: set[str]
) -> None:
    spec = parse_spec(text)
    assert (spec.distribution, set(spec.extras)) == (distribution, extras)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("2.22.0rc0", True, id="named"),
        pytest.param(">=2.22.0rc0", True, id="named as a lower bound"),
        pytest.param("tensorflow~=2.22.0rc0", True, id="named in a requirement"),
        pytest.param("nightly", True, id="nightlies are all pre-releases"),
        pytest.param("2.22", False, id="not named"),
        pytest.param("<2.22.0rc0", False, id="excluded by name"),
        pytest.param("!=2.22.0rc0", False, id="excluded by name alone"),
        pytest.param("2.15.0.post1", False, id="a post release is final"),
    ],
)
def test_prereleases_are_taken_only_where_they_are_named(text: str, *, named: bool) -> None:
    assert parse_spec(text).prereleases is named


REFUSED = [
    ("two", "`two` is no TensorFlow version"),
    ("2.x", "did you mean `2`?"),
    ("2.10.*", "did you mean `2.10`?"),
    ("==2.x", "did you mean `2`?"),
    ("v2.10", "did you mean `2.10`?"),
    ("V2.10.1", "did you mean `2.10.1`?"),
    ("2,10", "did you mean `2.10`?"),
    ("2..10", "did you mean `2.10`?"),
    ("tensorflow 2.10", "did you mean `2.10`?"),
    ("tensorflow=2.10", "did you mean `2.10`?"),
    ("tensorflow-gpu 2.4", "did you mean `tensorflow-gpu==2.4`?"),
    ("tf2.10", "did you mean `2.10`?"),
    ("tf==2.10", "did you mean `tensorflow==2.10`?"),
    ("=2.10", "did you mean `==2.10`?"),
    ("=>2.10", "did you mean `>=2.10`?"),
    (">=2.12<2.16", "did you mean `>=2.12,<2.16`?"),
    ("2.10-2.12", "did you mean `>=2.10,<=2.12`?"),
    ("lastest", "did you mean `latest`?"),
    ("tensorfow==2.10", "did you mean `tensorflow==2.10`?"),
    ("numpy==1.0", "asks for numpy, not for TensorFlow"),
    ("numpy==1.0", '`tfinstall --with "numpy==1.0"`'),
    ("tensorflow-text==2.10", "asks for tensorflow-text, not for TensorFlow"),
    ("tensorflow==2.10; python_version<'3.9'", "carries the marker"),
    ("tensorflow @ https://index.example/x.whl", "names a file by its URL"),
    ("2" * 5000, "is no TensorFlow version"),
    ("-1", "is no TensorFlow version"),
    ("\x1b[31m", "`?[31m` is no TensorFlow version"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED, ids=[repr(text)[:30] for text, _ in REFUSED])
def test_other_words_are_refused_with_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(TfinstallError) as caught:
        parse_spec(text)
    diagnosis = caught.value.diagnosis
    assert diagnosis.cause == "invalid-requirement"
    assert said in diagnosis.title
    assert len(diagnosis.title) < 250


def test_every_suggestion_is_itself_a_spec() -> None:
    for text, said in REFUSED:
        if "did you mean" in said and text != "lastest":
            parse_spec(said.split("`")[1])


@given(st.text(max_size=40))
def test_any_text_is_a_spec_or_an_invalid_requirement(text: str) -> None:
    assert outcome(text) in {"spec", "invalid-requirement"}


def outcome(text: str) -> str:
    try:
        parse_spec(text)
    except TfinstallError as error:
        return error.diagnosis.cause
    return "spec"


@pytest.mark.parametrize(
    ("text", "version"),
    [("2.10", None), ("2.10.1", "2.10.1"), ("tensorflow==2.10", "2.10"), (">=2.10.1", None)],
)
def test_only_a_pin_is_exact(text: str, version: str | None) -> None:
    found = exact_version(parse_spec(text))
    assert (None if found is None else str(found)) == version
