"""Set the stage in a database of its own: `python -m tests.browser.site`; prints the codes of its records.

Twenty weeks go by after the stage was set: the values come in better, so that an effect and a verdict wait for people.
"""

import json
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from pilothouse.measures.models import Route  # noqa: E402
from pilothouse.measures.operations import record_measurements  # noqa: E402
from pilothouse.measures.rules import Row  # noqa: E402
from pilothouse.mirror.reckoning import look_in_mirror  # noqa: E402
from pilothouse.organisation.operations import tell_story  # noqa: E402
from pilothouse.reviews.operations import carry_out_decision  # noqa: E402
from tests.cast import NOW, act, assemble  # noqa: E402
from tests.stage import WEEKS, Stage, play, week  # noqa: E402

AT_ONCE, LATER = timedelta(days=1), timedelta(days=141)


def go_on(stage: Stage) -> None:
    """Twenty weeks more: the decision was carried out, the east recovers by eight points, the west falls at the end;
    then it is today.
    """
    by = act(stage.cast.leader, later=LATER)
    carry_out_decision(act(stage.cast.owner, later=AT_ONCE), stage.decision, on=stage.decision.decided_on)
    for series, unit, share, fall in (
        (stage.series, stage.cast.east, 0.76, 0.0),
        (stage.west_series, stage.cast.west, 0.85, 0.20),
    ):
        wobble = (0.0, 0.012, -0.009, 0.006, -0.011)
        shares = [share + wobble[index % 5] - (fall if index > 15 else 0.0) for index in range(20)]
        rows = [
            Row(series.pk, week(WEEKS + index), None, round(1_000 * value), 1_000.0)
            for index, value in enumerate(shares)
        ]
        record_measurements(by, unit=unit, rows=rows, route=Route.PASTE)
    tell_story(by, stage.cast.organisation, day=(NOW + LATER).date(), note="Made up for the tests.")
    look_in_mirror(by.at)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    stage = play(assemble())
    go_on(stage)
    names = (
        "policy", "theme", "objective", "process", "indicator", "signal", "open_signal", "issue", "reported", "action",
        "verification", "review", "decision",
    )  # fmt: skip
    codes = {name: getattr(stage, name).code for name in names}
    print(json.dumps(codes | {"series": stage.series.pk, "west_series": stage.west_series.pk}))
