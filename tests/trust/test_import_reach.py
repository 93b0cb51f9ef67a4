"""What a sheet names reaches no further than the person who brings it in."""

import pytest
from django.test import Client

from pilothouse.improvement.models import Issue
from pilothouse.measures.models import Measurement
from pilothouse.organisation.operations import assign_role
from pilothouse.organisation.roles import Role
from pilothouse.trail.models import Entry
from tests.cast import act
from tests.stage import Stage
from tests.trust.world import CANARY, Secrets, client_of

OTHERS = ("numerator", "denominator", "every_indicator", "every_unit")


@pytest.mark.parametrize("unit", ["WG", "WST", "Airport West", "Gate W", "HQ", "NOSUCH"])
def test_issues_come_into_no_unit_one_does_not_triage(stage: Stage, secrets: Secrets, unit: str) -> None:
    assign_role(act(stage.cast.leader), stage.cast.member, unit=stage.cast.east, role=Role.QUALITY_MANAGER)
    client, before = client_of(stage.cast.member), Issue.objects.count()
    good = client.post("/improvement/import/", {"pasted": "Problem;Department\nLeak;EST\n"})
    assert "1 row is good" in good.content.decode()
    page = client.post("/improvement/import/", {"pasted": f"Problem;Department\nLeak;{unit}\n"})
    assert "1 row cannot be brought in" in page.content.decode()
    form = page.context["form"]
    values = {bound.name: bound.value() for bound in form if bound.value() is not None}
    client.post("/improvement/import/rows/", {**values, "do": "import"})
    assert Issue.objects.count() == before


def bring(client: Client, sheet: str, unit: int) -> None:
    """Paste a sheet of indicator, unit, part, period and value, and record all of it."""
    first = client.post("/performance/import/", {"text": sheet, "unit": unit})
    if first.status_code == 302:
        places = {"indicator": "0", "unit": "1", "part": "2", "period": "3", "value": "4"}
        client.post(first["Location"], {**dict.fromkeys(OTHERS, ""), **places, "reason": "Because"})


def test_values_come_into_no_series_one_does_not_see(stage: Stage, secrets: Secrets) -> None:
    """Named by its words in a sheet, or by its key in an address; whoever sees it can do the same."""
    sheet = f"indicator\tunit\tpart\tperiod\tvalue\nBags per hour\tWG\t{CANARY}\t2026-02-23\t999\n"
    client, before = client_of(stage.cast.owner), (Measurement.objects.count(), Entry.objects.count())
    for unit in (stage.cast.east.pk, secrets.unit.pk):
        bring(client, sheet, unit)
    client.post(f"/series/{secrets.series.pk}/value/", {"period": "2026-02-23", "value": "999"})
    assert (Measurement.objects.count(), Entry.objects.count()) == before
    bring(client_of(stage.cast.leader), sheet, stage.cast.office.pk)
    assert Measurement.objects.count() == before[0] + 1


def test_a_value_sent_twice_counts_once(stage: Stage) -> None:
    client, before = client_of(stage.cast.owner), Measurement.objects.count()
    sent = {"period": "2026-02-23", "numerator": "650", "denominator": "1000", "reason": "Counted again"}
    for once in ("1", "2"):
        client.post(f"/series/{stage.series.pk}/value/", {**sent, "once": once})
    assert Measurement.objects.count() == before + 1
