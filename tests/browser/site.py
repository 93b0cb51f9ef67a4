"""Set the stage in a database of its own: `python -m tests.browser.site`; prints the codes of its records."""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from tests.cast import assemble  # noqa: E402
from tests.stage import play  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    stage = play(assemble())
    names = (
        "policy", "theme", "objective", "process", "indicator", "signal", "open_signal", "issue", "reported", "action",
        "verification", "review", "decision",
    )  # fmt: skip
    codes = {name: getattr(stage, name).code for name in names}
    print(json.dumps(codes | {"series": stage.series.pk, "west_series": stage.west_series.pk}))
