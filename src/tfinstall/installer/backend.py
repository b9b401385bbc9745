"""The seam between what is wanted and the program that does it: a second one is one more file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tfinstall.diagnosis import failure
from tfinstall.installer.pip import Pip

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.effects import Reporter
    from tfinstall.installer.order import InstallOrder
    from tfinstall.model import Attempt, Installer, Line


class Backend(Protocol):
    """A program that installs."""

    name: str

    def install(
        self,
        order: InstallOrder,
        *,
        reporter: Reporter,
        echo: Callable[[Line], None] | None = None,
    ) -> Attempt: ...


BACKENDS: dict[str, Backend] = {"pip": Pip()}


def install(
    order: InstallOrder,
    *,
    reporter: Reporter,
    installer: Installer = "pip",
    echo: Callable[[Line], None] | None = None,
) -> Attempt:
    """Install what is ordered with the backend of that name; see `Pip.install`.

    Raises `usage` where there is no such backend.
    """
    backend = BACKENDS.get(installer)
    if backend is None:
        known = ", ".join(f"`{name}`" for name in BACKENDS)
        raise failure("usage", f"`--installer {installer}` is not to be had: there is {known}")
    return backend.install(order, reporter=reporter, echo=echo)
