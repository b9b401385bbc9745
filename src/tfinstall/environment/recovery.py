"""Puts right what a killed run left: the old environment comes back, half made things go."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tfinstall.environment.removal import remove_quietly
from tfinstall.environment.site import PREFIX, Site, read_holder, release, try_lock
from tfinstall.environment.snapshot import bring_back

if TYPE_CHECKING:
    from tfinstall.effects import Reporter

COMPLETE = "complete"
"""The file in a snapshot that says: the environment is being changed; without it, it is not."""
TREE = "tree"


def recover(site: Site, reporter: Reporter) -> None:
    """Tidy up after killed runs on this target, whose lock is held, and on its neighbours.

    Raises OSError where this target's own environment cannot be brought back.
    """
    _put_right(site, reporter)
    for lock in sorted(site.target.parent.glob(f"{PREFIX}*.lock")):
        if lock != site.lock:
            with suppress(OSError):  # another user's; it is not ours to tidy
                _recover_neighbour(lock, reporter)


def discard(path: Path, site: Site) -> None:
    """Remove a tree that nobody needs, under another name first.

    An orphan of a killed run that still writes into it then finds nothing, and who is killed
    during the removal leaves no half tree under a name that means something.
    """
    if path.is_dir():
        remove_quietly(site.trash)
        with suppress(OSError):
            path = path.rename(site.trash)
    remove_quietly(path)


def _recover_neighbour(lock: Path, reporter: Reporter) -> None:
    taken = try_lock(lock)
    if taken is None:
        return  # somebody works there
    holder_file = lock.with_suffix(".holder")
    holder = read_holder(holder_file)
    try:
        # Without a holder the run was killed before it made anything but the lock.
        if holder is not None:
            neighbour = Site(target=lock.with_name(Path(holder.target).name))
            if neighbour.lock == lock:
                _put_right(neighbour, reporter)
    finally:
        release(lock, holder_file, taken)


def _put_right(site: Site, reporter: Reporter) -> None:
    if (site.kept / COMPLETE).exists():
        bring_back(site.kept / TREE, site.target)
        reporter.note(f"{site.target} is again as it was before a run that was killed")
    if site.aside.exists() and not site.target.exists():
        site.aside.rename(site.target)
        reporter.note(f"{site.target} is back; a run that was to replace it was killed")
    for leftover in (site.kept, site.aside, site.staging, site.trash):
        discard(leftover, site)
