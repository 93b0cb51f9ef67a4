"""The one list: filter, sort, search, pages, export, rights, cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import import_issues, report_problem, triage_issue
from pilothouse.improvement.rules.sheets import IssueRow
from pilothouse.records.operations import hand_over
from pilothouse.strategy.operations import end_objective
from pilothouse.web.improvement.views.lists import ACTIONS, EFFECTS, ISSUES
from pilothouse.web.kit.components.marks import num
from pilothouse.web.kit.pages import COUNT_CAP
from pilothouse.web.measures.indicators import INDICATORS, indicators_on
from pilothouse.web.measures.signals import SIGNALS
from pilothouse.web.records.catalogue import EVERYTHING
from pilothouse.web.records.filters import Asked, Filter, narrow_alike
from pilothouse.web.records.lists import ListSpec
from pilothouse.web.reviews.views.lists import DECISIONS, REVIEWS
from pilothouse.web.reviews.views.requests import REQUESTS
from tests.cast import NOW, Cast, act
from tests.stage import Stage
from tests.web.records.stage import SignedIn, exported, objective, problem

MOST_QUERIES = 8
DUE = date(2026, 6, 1)
SPECS = [EVERYTHING, ISSUES, ACTIONS, EFFECTS, SIGNALS, INDICATORS, REVIEWS, DECISIONS, REQUESTS]
PLACES = {
    "records": "/records/",
    "issues": "/improvement/issues/",
    "actions": "/improvement/actions/",
    "effects": "/improvement/effects/",
    "signals": "/signals/",
    "indicators": "/performance/indicators/",
    "reviews": "/reviews/all/",
    "decisions": "/reviews/decisions/",
    "resource-requests": "/reviews/requests/",
}


def titles(client: object, query: str) -> list[str]:
    return [row[1] for row in exported(client, f"/records/?format=csv&{query}")]  # type: ignore[arg-type]


@pytest.fixture
def aims(cast: Cast) -> Cast:
    """Three objectives with different dates and owners, one of them reached."""
    objective(cast, "Beta", DUE + timedelta(days=2))
    hand_over(act(cast.leader), objective(cast, "alpha", DUE + timedelta(days=1)), owner=cast.quality)
    end_objective(act(cast.leader), objective(cast, "Gamma", DUE), step="reach", reason="Done.")
    return cast


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Gamma", "alpha", "Beta"]),
        ("sort=due", ["Gamma", "alpha", "Beta"]),
        ("sort=-due", ["Beta", "alpha", "Gamma"]),
        ("sort=owner", ["Gamma", "Beta", "alpha"]),
        ("sort=owner__email", ["Gamma", "alpha", "Beta"]),
        ("owner=nobody", []),
        ("owner=7%27", ["Gamma", "alpha", "Beta"]),
        ("kind=issue", []),
        ("kind=nonsense", ["Gamma", "alpha", "Beta"]),
        ("q=alph", ["alpha"]),
        ("q=alph+beta", []),
        ("unit=XXX", ["Gamma", "alpha", "Beta"]),
    ],
)
def test_filter_and_sort(aims: Cast, signed_in: SignedIn, query: str, expected: list[str]) -> None:
    assert titles(signed_in(aims.leader), query) == expected


def test_mine(aims: Cast, signed_in: SignedIn) -> None:
    assert titles(signed_in(aims.quality), "owner=me") == ["alpha"]
    assert titles(signed_in(aims.leader), f"owner={aims.quality.pk}") == ["alpha"]


def test_undated_come_last_either_way(cast: Cast, signed_in: SignedIn) -> None:
    objective(cast, "dated")
    problem(cast.member, cast.east, "undated")
    client = signed_in(cast.leader)
    assert titles(client, "sort=due") == titles(client, "sort=-due") == ["dated", "undated"]


def test_pages_of_dated_and_undated_show_each_row_once(cast: Cast, signed_in: SignedIn) -> None:
    for number in range(40):
        objective(cast, f"d{number:02}")
    for number in range(40):
        problem(cast.member, cast.east, f"u{number:02}")
    client, expected = signed_in(cast.leader), [*(f"d{n:02}" for n in range(40)), *(f"u{n:02}" for n in range(40))]
    for rows in (25, 50, 100):
        pages = [client.get(f"/records/?sort=due&rows={rows}&page={page}") for page in range(1, 5)]
        assert [record.title for page in pages for record in page.context["page"].items] == expected


@pytest.mark.parametrize(
    "spec",
    [EVERYTHING, ISSUES, ACTIONS, EFFECTS, SIGNALS, INDICATORS, REVIEWS, DECISIONS, REQUESTS],
    ids=lambda spec: spec.export,
)
def test_every_column_of_every_list_sorts(stage: Stage, signed_in: SignedIn, spec: ListSpec) -> None:
    assert all(column.sort for column in spec.columns)
    client, address = signed_in(stage.cast.leader), PLACES[spec.export]
    first = {row[0] for row in exported(client, f"{address}?format=csv&state=all")}
    for column in spec.columns:
        for sign in ("", "-"):
            assert client.get(f"{address}?state=all&sort={sign}{column.key}").status_code == 200
            rows = exported(client, f"{address}?format=csv&state=all&sort={sign}{column.key}")
            assert {row[0] for row in rows} == first


def test_words_sort_as_people_mean_them(cast: Cast, signed_in: SignedIn) -> None:
    for severity in ("slight", "grave", "serious"):
        report_problem(act(cast.member), unit=cast.east, title=severity, severity=severity)
    triage_issue(
        act(cast.leader),
        Issue.objects.get(title="slight"),
        owner=cast.member,
        due=DUE,
        severity="slight",
        nature="idea",
    )
    triage_issue(
        act(cast.leader), Issue.objects.get(title="grave"), owner=cast.quality, due=DUE, severity="grave", nature="idea"
    )
    client = signed_in(cast.leader)

    def order(sort: str) -> list[str]:
        return [row[1] for row in exported(client, f"/improvement/issues/?format=csv&state=all&sort={sort}")]

    assert order("severity") == ["grave", "serious", "slight"]
    assert order("-severity") == ["slight", "serious", "grave"]
    assert order("state") == ["serious", "grave", "slight"]  # reported before open, the newest first
    assert order("owner") == ["grave", "slight", "serious"]  # Quality manager, Ramp agent, nobody
    assert order("-owner") == ["slight", "grave", "serious"]
    pages = [client.get(f"/improvement/issues/?state=all&sort={sort}") for sort in ("owner", "-owner")]
    assert [[row.title for row in page.context["page"].items] for page in pages] == [order("owner"), order("-owner")]


def test_capitals_do_not_count_when_titles_are_sorted(aims: Cast, signed_in: SignedIn) -> None:
    assert titles(signed_in(aims.leader), "sort=title") == ["alpha", "Beta", "Gamma"]


def test_other_units_stay_out_of_page_and_export(cast: Cast, signed_in: SignedIn) -> None:
    problem(cast.west_owner, cast.west, "Fuel contract dispute")
    client = signed_in(cast.member)
    assert "Fuel contract" not in client.get("/records/").content.decode()
    assert titles(client, "") == []
    assert titles(signed_in(cast.leader), "") == ["Fuel contract dispute"]


def test_a_unit_means_all_below_it(cast: Cast, signed_in: SignedIn) -> None:
    problem(cast.member, cast.east, "In the east")
    client = signed_in(cast.leader)
    assert titles(client, "unit=HQ") == titles(client, "unit=EST") == ["In the east"]
    assert titles(client, "unit=WST") == []


def test_a_hostile_title_stays_text(cast: Cast, signed_in: SignedIn) -> None:
    objective(cast, "<script>alert(1)</script>")
    text = signed_in(cast.leader).get("/records/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_htmx_gets_the_part_only(aims: Cast, signed_in: SignedIn) -> None:
    client = signed_in(aims.leader)
    part = client.get("/records/", headers={"HX-Request": "true", "HX-Target": "list"}).content.decode()
    assert part.lstrip().startswith('<div id="list"')
    assert "<html" not in part
    assert "<html" in client.get("/records/", headers={"HX-Request": "true"}).content.decode()


def test_count_is_capped(cast: Cast, signed_in: SignedIn) -> None:
    rows = [IssueRow(line, f"Leak {line}", cast.east.pk) for line in range(2, COUNT_CAP + 3)]
    import_issues(act(cast.quality), rows=rows)
    told = f"of {num(COUNT_CAP)}+"
    assert told in signed_in(cast.leader).get("/records/").content.decode()
    assert told in signed_in(cast.leader).get("/records/?sort=due").content.decode()


ALIKE = [(spec, each) for spec in (*SPECS, indicators_on(NOW.date())) for each in spec.filters if each.alike]


@pytest.mark.parametrize(("spec", "each"), ALIKE)
def test_a_filter_that_asks_alike_asks_for_nobody_and_no_day(cast: Cast, spec: ListSpec, each: Filter) -> None:
    words = each.choices(Asked.__new__(Asked)) if callable(each.choices) else each.choices
    assert words
    for value, _word in words:
        if value:
            list(narrow_alike(spec.records(cast.leader), ((each, value),))[:1])


@pytest.mark.parametrize("query", ["", "?state=all", "?state=all&sort=due", "?state=all&sort=title&rows=50"])
def test_what_is_kept_of_a_list_shows_nobody_what_another_sees(cast: Cast, signed_in: SignedIn, query: str) -> None:
    for person, unit, title in ((cast.member, cast.east, "Eastern"), (cast.west_owner, cast.west, "Western")):
        problem(person, unit, title)
    for person, own, other in 2 * ((cast.member, "Eastern", "Western"), (cast.west_owner, "Western", "Eastern")):
        page = signed_in(person).get(f"/improvement/issues/{query}").content.decode()
        assert own in page
        assert other not in page
    whole = signed_in(cast.leader).get(f"/improvement/issues/{query}").content.decode()
    assert "Eastern" in whole
    assert "Western" in whole


def test_a_list_read_again_is_as_fresh_as_the_first_time(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.leader)
    problem(cast.member, cast.east, "First")
    assert "Second" not in client.get("/improvement/issues/").content.decode()
    problem(cast.member, cast.east, "Second")
    assert "Second" in client.get("/improvement/issues/").content.decode()


def test_the_empty_list_teaches_and_the_narrowed_one_offers_a_way_back(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.leader)
    assert "Nothing is recorded yet" in client.get("/records/").content.decode()
    assert "Clear the filter" in client.get("/records/?q=nothing").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("query", ["", "?unit=EST&due=month&sort=due&q=aim", "?page=2"])
def test_queries_do_not_grow(cast: Cast, signed_in: SignedIn, rows: int, query: str) -> None:
    for number in range(rows):
        objective(cast, f"Aim {number}")
    client = signed_in(cast.member)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/records/{query}").status_code == 200
    assert len(queries) <= MOST_QUERIES
