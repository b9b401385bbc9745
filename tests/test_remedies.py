"""What the catalogue calls automatic is done, and nothing else; each remedy has its switch."""

from __future__ import annotations

from tfinstall.app import remedies
from tfinstall.diagnosis import CAUSES, failure
from tfinstall.model import REMEDIES

BY_CHOICE = {"python-too-new", "python-too-old", "pip-too-old"}
"""Met before anything fails: a Python that fits is chosen, a pip that fits is put in."""
ACTING = {*remedies.AGAIN, *remedies.ANOTHER_PYTHON, *remedies.OLDER_DEPENDENCIES, *BY_CHOICE}


def test_what_is_called_automatic_is_done_and_no_more() -> None:
    automatic = {
        cause.slug for cause in CAUSES.values() if any(each.automatic for each in cause.advice)
    }
    assert automatic == ACTING


def test_each_cause_is_remedied_once() -> None:
    for cause, remedy in remedies.AGAIN.items():
        found = failure(cause, "it failed").diagnosis
        assert remedies.again(found, set(), REMEDIES) == remedy
        assert remedies.again(found, {cause}, REMEDIES) is None


def test_each_remedy_can_be_switched_off() -> None:
    for cause, remedy in remedies.AGAIN.items():
        others = tuple(name for name in REMEDIES if name != remedy.name)
        assert remedies.again(failure(cause, "it failed").diagnosis, set(), others) is None


def test_a_server_that_asks_for_more_patience_than_a_user_has_is_not_waited_for() -> None:
    soon = failure("http-429", "too many", retry_after="5").diagnosis
    late = failure("http-429", "too many", retry_after="3600").diagnosis
    waiting = remedies.again(soon, set(), REMEDIES)
    assert waiting is not None
    assert waiting.wait == 5
    assert remedies.again(late, set(), REMEDIES) is None
