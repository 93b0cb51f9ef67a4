"""Deciding, the page of a decision, its verdict; the lists."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.operations import report_problem
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import judge_decision
from tests.cast import Cast, act
from tests.reviews.story import AFTERWARDS, HIGHER, TODAY, decided, enter, forecast, series_of
from tests.web.reviews.stage import decision_form, tell, text_of

SignIn = Callable[[Person], Client]


def later(cast: Cast, values: tuple[int, ...] = HIGHER) -> Decision:
    """A decision whose day has come, with values since."""
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series), tasks=True)
    enter(cast, series, values, TODAY, AFTERWARDS)
    tell_story(act(cast.leader, later=AFTERWARDS), cast.organisation, day=TODAY + AFTERWARDS, note="A test.")
    return decision


def test_a_decision_outside_a_meeting(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    issue = report_problem(act(cast.member), unit=cast.east, title="Late tows", severity="serious")
    client = signed_in(cast.leader)
    assert "Late tows" in text_of(client, "/reviews/decide/?about=ISS-0001")
    response = client.post("/reviews/decide/?about=ISS-0001", decision_form(cast))
    assert response.headers["Location"] == "/D-0001/"
    stored = Decision.objects.get()
    assert (stored.origin_id, stored.choice) == (issue.pk, "A second crew")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"owner": ""}, "owner"),
        ({"due": ""}, "due"),
        ({"due": "2020-01-01"}, "due"),
        ({"reason": " "}, "reason"),
        ({"size": "3"}, "series"),
        ({"todo_1": "Hire two"}, "who_1"),
        ({"when_2": "2026-05-01"}, "todo_2"),
    ],
)
def test_what_is_missing_is_asked_for(cast: Cast, signed_in: SignIn, changes: dict[str, str], wrong: str) -> None:
    tell(cast)
    response = signed_in(cast.leader).post("/reviews/decide/", decision_form(cast, **changes))
    assert response.status_code == 200
    assert wrong in response.context["form"].errors
    assert not Decision.objects.exists()


def test_a_forecast_is_whole_or_absent(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    form = decision_form(cast, series=str(series_of(cast).pk), size="3")
    response = signed_in(cast.leader).post("/reviews/decide/", form)
    assert set(response.context["form"].errors) == {"by", "confidence"}


@pytest.mark.parametrize("who", ["quality", "owner", "member", "auditor", "reader"])
def test_only_who_decides_finds_the_form(cast: Cast, signed_in: SignIn, who: str) -> None:
    assert signed_in(cast.people[who]).get("/reviews/decide/").status_code == 404


def test_the_page_sets_forecast_beside_fact(cast: Cast, signed_in: SignIn) -> None:
    later(cast)
    page = text_of(signed_in(cast.leader), "/D-0001/")
    for words in (
        "+10.0 points",
        "+10.1 points",
        "70 % sure",
        "verdict due",
        "better as forecast",
        "Finance would wait.",
    ):
        assert words in page
    assert "Hire two people" in page


def test_before_its_day_no_verdict_is_asked_for(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    decided(cast, expect=forecast(series_of(cast)))
    client = signed_in(cast.leader)
    assert "Give the verdict" not in text_of(client, "/D-0001/")
    assert client.get("/D-0001/judge/").status_code == 404


def test_the_verdict_needs_one_line(cast: Cast, signed_in: SignIn) -> None:
    decision = later(cast)
    client = signed_in(cast.owner)
    assert "So it is: better as forecast" in text_of(client, "/D-0001/judge/")
    assert client.post("/D-0001/judge/", {"note": "", "version": decision.version}).status_code == 200
    response = client.post("/D-0001/judge/", {"note": "It helped.", "version": decision.version})
    assert response.headers["Location"] == "/D-0001/"
    assert Decision.objects.get().state == "as_forecast"


def test_too_early_says_so_and_offers_a_way_out(cast: Cast, signed_in: SignIn) -> None:
    later(cast, HIGHER[:2])
    client = signed_in(cast.leader)
    response = client.post("/D-0001/judge/", {"note": "Too few."})
    assert "Too early" in response.content.decode()
    assert client.post("/D-0001/judge/", {"note": "Too few.", "untellable": "on"}).status_code == 302
    assert Decision.objects.get().state == "cannot_be_told"


def test_deciding_anew(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    decided(cast)
    client = signed_in(cast.leader)
    assert "Second crew from 04:30" in text_of(client, "/D-0001/supersede/")
    response = client.post("/D-0001/supersede/", decision_form(cast, title="End it"))
    assert response.headers["Location"] == "/D-0002/"
    assert "Superseded by" in text_of(client, "/D-0001/")
    assert client.get("/D-0001/supersede/").status_code == 404


def test_what_one_may_not_see_is_not_there(cast: Cast, signed_in: SignIn) -> None:
    decided(cast)
    client = signed_in(cast.west_owner)
    assert client.get("/D-0001/").status_code == 404
    assert "A second crew" not in text_of(client, "/reviews/decisions/")


def test_the_overview_tells_whether_decisions_worked(cast: Cast, signed_in: SignIn) -> None:
    judge_decision(act(cast.leader, later=AFTERWARDS), later(cast), note="It helped.")
    page = text_of(signed_in(cast.leader), "/reviews/")
    assert "Did our decisions work?" in page
    assert '<b class="figure">70 %</b>' in page
    assert '<b class="figure">100 %</b>' in page


def test_decisions_filter_and_export(cast: Cast, signed_in: SignIn) -> None:
    judge_decision(act(cast.leader, later=AFTERWARDS), later(cast), note="It helped.")
    client = signed_in(cast.leader)
    assert "D-0001" in text_of(client, "/reviews/decisions/?state=as_forecast")
    assert "D-0001" not in text_of(client, "/reviews/decisions/?forecast=no")
    response = client.get("/reviews/decisions/?format=csv")
    rows = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert "+10.0 points by May 2026, 70 % sure" in rows
    assert "better as forecast" in rows


def test_more_decisions_need_no_more_queries(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    series = series_of(cast)
    client = signed_in(cast.leader)

    def counted(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(client, path)
        return len(queries)

    decided(cast, expect=forecast(series))
    few = [counted(path) for path in ("/reviews/decisions/", "/reviews/", "/D-0001/")]
    for _ in range(8):
        decided(cast, expect=forecast(series))
    assert [counted(path) for path in ("/reviews/decisions/", "/reviews/", "/D-0001/")] == few
