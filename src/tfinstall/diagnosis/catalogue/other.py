"""No cause is known, or the fault is tfinstall's own."""

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause

CAUSES = (
    Cause(
        slug="unknown",
        group="other",
        exit_code=1,
        blame="machine",
        title="It failed, and nothing that is known explains it",
        explanation="The lines below say the most; rather no cause than a wrong one.",
        advice=(
            Advice(
                text="Run it once more with a log, and have that read",
                command="python -m pip --log pip.log install {requirement}",
            ),
            Advice(text="Give the whole output: `tfinstall diagnose LOG`"),
        ),
    ),
    Cause(
        slug="internal-error",
        group="other",
        exit_code=1,
        blame="tfinstall",
        title="tfinstall itself made a mistake",
        explanation="This is a bug; the log says where.",
        advice=(Advice(text="Report it with the log, please"),),
    ),
)
