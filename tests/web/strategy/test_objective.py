"""The page of an objective with its line of sight, and everything that is done from it."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from pilothouse.improvement.models import Action, Purpose
from pilothouse.measures.models import Serving, Target
from pilothouse.organisation.models import Person
from pilothouse.strategy.models import Objective
from tests.cast import Cast
from tests.measures.numbers import indicator_of
from tests.web.strategy.aims import DUE, aims_of

SignIn = Callable[[Person], Client]


def test_line_of_sight_goes_from_policy_to_live_work(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    page = signed_in(cast.leader).get(f"/{found.top.code}/").content.decode()
    sight = page[page.index('class="sight"') :]
    order = ["Punctual", "On time, every day", "Leave as promised", "On time in the east", "Restore buffers",
             "Departures on time", "Airport East"]  # fmt: skip
    places = [sight.index(words) for words in order]
    assert places == sorted(places)


def test_set_change_end(cast: Cast, signed_in: SignIn) -> None:
    found, client = aims_of(cast), signed_in(cast.owner)
    words = {
        "title": "Short turns",
        "due": "2026-11-30",
        "serves": found.low.pk,
        "theme": "",
        "why": "",
        "owner": cast.owner.pk,
    }
    client.post("/direction/objectives/set/", {**words, "unit": cast.east.pk})
    made = Objective.objects.get(title="Short turns")
    assert made.theme == found.theme
    moved = {**words, "theme": found.theme.pk, "due": "2026-12-15", "version": made.version, "reason": ""}
    refused = client.post(f"/{made.code}/change/", moved)
    assert "Say why the date moves." in refused.content.decode()
    client.post(f"/{made.code}/change/", {**moved, "reason": "stands are late"})
    made.refresh_from_db()
    assert (made.due, made.first_due) == (date(2026, 12, 15), date(2026, 11, 30))
    client.post(f"/{made.code}/end/", {"step": "reach", "reason": "six weeks above it", "version": made.version})
    made.refresh_from_db()
    assert made.state == "reached"


def test_where_it_belongs_is_filled_in(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    page = signed_in(cast.leader).get(f"/direction/objectives/set/?serves={found.top.code}").content.decode()
    assert f'<option value="{found.top.pk}" selected>' in page


def test_set_a_target_from_the_objective(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    wanted = {"series": found.series.pk, "value": "53,5", "by": "2026-12-31"}
    assert signed_in(cast.owner).post(f"/{found.low.code}/target/", wanted).status_code == 302
    assert Target.objects.get(series=found.series, ended_at=None).value == 53.5


def test_link_an_indicator_keeps_what_it_serves_already(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    indicator = indicator_of(cast, title="Bags on time", objectives=[found.low])
    signed_in(cast.leader).post(f"/{found.top.code}/measure/", {"indicator": indicator.pk})
    served = Serving.objects.filter(indicator=indicator).values_list("objective_id", flat=True)
    assert set(served) == {found.low.pk, found.top.pk}


def test_plan_an_initiative(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    words = {"title": "Second tug", "owner": cast.member.pk, "due": DUE.isoformat(), "series": found.series.pk}
    plan, member = f"/{found.low.code}/initiative/", signed_in(cast.member)
    for wrong, told in (
        ({"smallest": "-1"}, "The smallest effect that matters is more than nothing."),
        ({"smallest": "much"}, "Give the smallest effect that matters as a number."),
        ({"smallest": "2", "series": ""}, "Say on which series the effect will show."),
    ):
        refused = member.post(plan, words | wrong)
        assert (refused.status_code, told in refused.content.decode()) == (422, True)
        assert f'value="{wrong["smallest"]}"' in refused.content.decode(), "what was typed is still there"
    assert member.post(plan, words | {"smallest": "1.5"}).status_code == 302
    planned = Action.objects.get(title="Second tug")
    assert planned.smallest == 1.5
    assert (planned.purpose, planned.origin_id, planned.series) == (Purpose.INITIATIVE, found.low.pk, found.series)
    assert planned.code in signed_in(cast.owner).get(f"/{found.top.code}/").content.decode()


def test_who_may_not_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    client = signed_in(cast.west_owner)
    assert client.get(f"/{found.low.code}/").status_code == 200
    for verb in ("change", "end", "target", "measure", "initiative"):
        assert client.get(f"/{found.low.code}/{verb}/").status_code == 404
    assert signed_in(cast.member).get("/direction/objectives/set/").status_code == 404


def test_the_later_of_two_sees_both_versions(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    stale = {
        "title": "Mine", "due": DUE.isoformat(), "serves": found.top.pk, "theme": found.theme.pk, "why": "",
        "owner": cast.owner.pk, "version": found.low.version,
    }  # fmt: skip
    client = signed_in(cast.owner)
    assert client.post(f"/{found.low.code}/change/", stale).status_code == 302
    assert client.post(f"/{found.low.code}/change/", {**stale, "title": "Late"}).status_code == 409
