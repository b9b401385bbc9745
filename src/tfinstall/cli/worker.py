"""`tfinstall matrix worker tcp://host:port`: certify cells of somebody else's campaign."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tfinstall.cli.request import absolute
from tfinstall.cli.screen import Answer
from tfinstall.diagnosis import failure

if TYPE_CHECKING:
    from tfinstall.cli.commands import Call


def run(call: Call) -> int:
    from tfinstall.app import cluster  # noqa: PLC0415  (start-up time of the other commands)
    from tfinstall.cli.render.document import envelope  # noqa: PLC0415
    from tfinstall.environment import stoppable  # noqa: PLC0415
    from tfinstall.host import discover  # noqa: PLC0415

    words = call.arguments
    if len(words.cells) != 1:
        raise failure(
            "usage",
            f"`matrix worker` takes the address of one scheduler, not {len(words.cells)}: "
            "`tfinstall matrix worker tcp://host:8786`",
        )
    (address,) = words.cells
    cluster.parse_address(address)
    cluster.require_dask()
    resources = cluster.offered(discover())
    work = absolute(words.work) if words.work else None
    sys.stderr.write(f"offers {' '.join(resources)} to {address}\n")
    with stoppable():
        cluster.serve(address, resources, work)
    return call.screen.show(
        Answer(
            document=envelope("matrix worker", resources=resources),
            text=lambda _: f"the scheduler at {address} has ended\n",
        )
    )
