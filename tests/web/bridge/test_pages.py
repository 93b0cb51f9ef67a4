"""The bridge, my work and the thread as pages."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.operations import report_problem
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import set_target
from pilothouse.organisation.models import Organisation
from pilothouse.organisation.operations import tell_story
from pilothouse.records.operations import link_records
from pilothouse.reviews.operations import carry_out_decision, decide, judge_decision
from pilothouse.strategy.operations import set_objective
from tests.bridge.stage import STEADY, answered, day, fallen, indicator, line
from tests.cast import NOW, Cast, act
from tests.reviews.story import AFTERWARDS, LOWER, SAME, enter, forecast, series_of
from tests.reviews.test_judge_decision import after
from tests.web.records.stage import SignedIn

MOST_QUERIES = 12


@pytest.fixture
def today(cast: Cast) -> Cast:
    """The organisation lives in its story's today, so that pages stand at the tests' present."""
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="Everything decided is invented.")
    return cast


@pytest.mark.parametrize(
    ("who", "place"), [("leader", "/bridge/"), ("quality", "/bridge/"), ("member", "/my-work/"), ("owner", "/my-work/")]
)
def test_where_one_begins(cast: Cast, signed_in: SignedIn, who: str, place: str) -> None:
    client = signed_in(cast.people[who])
    assert client.get("/").headers["Location"] == place
    text = client.get("/my-work/").content.decode()
    assert 'href="/bridge/"' in text
    assert 'href="/my-work/"' in text


def test_an_empty_bridge_teaches(cast: Cast, signed_in: SignedIn) -> None:
    text = signed_in(cast.leader).get("/bridge/").content.decode()
    for part in ("No series is watched yet", "No objectives yet", "Nothing waits for you", "No review is planned"):
        assert part in text


def test_the_bridge_tells_in_words_and_numbers(today: Cast, signed_in: SignedIn) -> None:
    measured = indicator(today)
    for unit in (today.east, today.west):
        line(today, measured, unit)
    line(today, indicator(today, "Bags on time"), today.east)
    line(today, indicator(today, "New here"), today.east, (1.0, 2.0))
    aim = set_objective(
        act(today.leader), unit=today.office, owner=today.leader, title="Reliable departures", due=day(200)
    )
    set_target(act(today.leader), measured.series.first(), value=72, by=day(100), objective=aim)
    text = signed_in(today.leader).get("/bridge/").content.decode()
    for part in (
        "week 7: EST, WST",
        "2 signals, 2 unanswered: Departures on time · by luck: less than once in 100 years",
        "<b>3</b> of 4 series stand out with a signal of the last five weeks",
        "<b>3</b> for the worse",
        "Bags on time, EST",
        f"{sum(STEADY) / len(STEADY):.1f} → 55.0\u00a0%",
        "<svg",
        "luck",
        "Reliable departures",
        "too early to say whether the change of ",
        "3 of 3 indicators fresh",
        "1 series is not judged: too few values yet",
        "as of Mon 2 Mar 2026",
        "Everything decided is invented.",
    ):
        assert part in text, part


def test_weeks_in_which_units_changed_together(today: Cast, signed_in: SignedIn) -> None:
    place = "/signals/together/"
    assert "No week stands out" in signed_in(today.leader).get(place).content.decode()
    measured = indicator(today)
    for unit in (today.east, today.west):
        line(today, measured, unit)
    east, west = Signal.objects.order_by("unit__code")
    linked = report_problem(act(today.owner), unit=today.east, title="Belt stops", severity="grave")
    link_records(act(today.leader), linked, other=west, reason="The same cause")
    issue = answered(today, east)
    tell_story(act(today.leader, later=timedelta(days=3)), Organisation.objects.get(), day=day(3), note="Later.")
    text = signed_in(today.leader).get(place).content.decode()
    for part in ("EST, WST", "2 signals, 1 unanswered: Departures on time", "worse", issue.title, "Belt stops"):
        assert part in text, part
    for record in (east, west, issue, linked):
        assert f'href="/{record.code}/"' in text
    assert "No week stands out" in signed_in(today.west_owner).get(place).content.decode()
    tell_story(act(today.leader, later=timedelta(days=3)), Organisation.objects.get(), day=day(400), note="Much later.")
    assert "No week stands out" in signed_in(today.leader).get(place).content.decode()


def test_a_group_of_the_bridge_leads_to_its_place_and_tells_who_is_asked(today: Cast, signed_in: SignedIn) -> None:
    measured = indicator(today)
    for unit in (today.east, today.west):
        line(today, measured, unit)
    bridge = signed_in(today.leader).get("/bridge/").content.decode()
    (place,) = set(re.findall(r'href="/signals/together/#([\w-]+)"', bridge))
    page = signed_in(today.leader).get("/signals/together/").content.decode()
    assert f'id="{place}"' in page
    assert "your answer" not in page
    assert "2 signals ask Station manager East, Station manager West for an answer" in page
    assert "unanswered · " in page


def test_more_weeks_in_common_ask_no_more(today: Cast, signed_in: SignedIn) -> None:
    client = signed_in(today.leader)
    asked = []
    for title in ("Departures on time", "Bags on time", "Doors on time"):
        measured = indicator(today, title)
        for unit in (today.east, today.west):
            line(today, measured, unit)
        with CaptureQueriesContext(connection) as queries:
            assert title in client.get("/signals/together/").content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2] <= MOST_QUERIES


def test_what_climbed_says_from_whom(today: Cast, signed_in: SignedIn) -> None:
    signal = fallen(today)
    tell_story(act(today.leader), Organisation.objects.get(), day=day(20), note="Later.")
    text = signed_in(today.leader).get("/bridge/").content.decode()
    assert "climbed to you" in text
    assert signal.owner.name in text


def test_hostile_titles_stay_text(today: Cast, signed_in: SignedIn) -> None:
    line(today, indicator(today, "<script>alert(1)</script>"), today.east)
    report_problem(act(today.member), unit=today.east, title="<img src=x onerror=alert(1)>", severity="grave")
    for page in ("/bridge/", "/my-work/", "/ISS-0001/thread/"):
        text = signed_in(today.leader).get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_my_work_is_grouped_and_leads_to_the_form(today: Cast, signed_in: SignedIn) -> None:
    signal = fallen(today)
    text = signed_in(today.owner).get("/my-work/").content.decode()
    assert "Answer the signal" in text
    assert f'href="/{signal.code}/"' in text
    assert "Nothing waits for you" in signed_in(today.auditor).get("/my-work/").content.decode()


def test_the_thread_shows_each_knot_and_each_wait(today: Cast, signed_in: SignedIn) -> None:
    issue = answered(today, fallen(today))
    tell_story(act(today.leader, later=timedelta(days=2)), Organisation.objects.get(), day=day(12), note="Later.")
    text = signed_in(today.member).get(f"/{issue.code}/thread/").content.decode()
    for part in ("found by the chart", "2 days", "Too little buffer", 'aria-current="true"', "10 days since"):
        assert part in text, part


def test_a_thread_one_may_not_see_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    issue = report_problem(act(cast.west_owner), unit=cast.west, title="Fuel truck late", severity="slight")
    assert signed_in(cast.member).get(f"/{issue.code}/thread/").status_code == 404
    assert signed_in(cast.west_owner).get(f"/{issue.code}/thread/").status_code == 200


@pytest.mark.parametrize("page", ["/bridge/", "/my-work/", "/ISS-0001/thread/"])
@pytest.mark.parametrize("more", [0, 6])
def test_queries_do_not_grow(today: Cast, signed_in: SignedIn, page: str, more: int) -> None:
    for number in range(more):
        line(today, indicator(today, f"Measure {number}"), today.east)
    answered(today, fallen(today))
    client = signed_in(today.owner)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    # A story asks the history for its latest moment; that is one more than elsewhere.
    assert len(queries) <= MOST_QUERIES + 1


def test_the_bridge_says_which_objectives_are_in_danger_why_and_what_is_to_be_decided(
    today: Cast, signed_in: SignedIn
) -> None:
    signal = fallen(today)
    words = {"unit": today.office, "owner": today.leader, "due": day(200)}
    aims = [set_objective(act(today.leader), title=title, **words) for title in ("On time", "<On time> as well")]
    set_target(act(today.leader), signal.series, value=90, by=day(100), objective=aims[0])
    steady = line(today, indicator(today, "Bags on time"), today.east, STEADY)
    set_target(act(today.leader), steady, value=75, by=day(100), objective=aims[1])
    text = " ".join(signed_in(today.leader).get("/bridge/").content.decode().split())
    assert "2 in danger: 2 look out of reach." in text
    for aim in aims:
        assert f'href="#{aim.code}"' in text
        assert f'id="{aim.code}"' in text
        assert f'href="/{aim.code}/unmet/">{aim.code}</a>' in text, (
            "what asks for a decision leads to where it is answered"
        )
    assert "2 objectives are out of reach without a change, and nothing serves them" in text
    assert "nobody works on them" not in text, "each is asked once"
    assert f'<a href="/{signal.code}/" title="' in text
    assert f">{signal.code}</a> worse, unanswered" in text
    assert "looks out of reach, nobody works on it" in text
    assert "<On time>" not in text
    page = " ".join(signed_in(today.leader).get(f"/{aims[0].code}/").content.decode().split())
    assert "Looks out of reach, nobody works on it, asks for a decision." in page
    assert signal.code in page
    assert "2 in danger: 2 look out of reach." in signed_in(today.leader).get("/direction/alignment/").content.decode()
    other = signed_in(today.west_owner).get("/bridge/").content.decode()
    assert "in danger" not in other.partition('id="aims"')[2].partition("<table")[0]
    assert signal.code not in other


@pytest.mark.parametrize(
    ("values", "size", "told", "verdict"),
    [
        (LOWER, 10.0, "forecast +10.0 points → fact \u2212", "worse"),
        (SAME, 0.0, "forecast not worse → fact ", "cannot be told"),
    ],
)
def test_the_bridge_names_what_was_judged_with_forecast_and_fact(
    cast: Cast, signed_in: SignedIn, values: tuple[int, ...], size: float, told: str, verdict: str
) -> None:
    decision = after(cast, values, size)
    judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="So it went.")
    tell_story(act(cast.leader, later=AFTERWARDS), cast.organisation, day=(NOW + AFTERWARDS).date(), note="Invented.")
    text = " ".join(signed_in(cast.leader).get("/bridge/").content.decode().split())
    named = text.partition('class="plain judged"')[2].partition("</ul>")[0]
    assert decision.code in named
    assert told in named
    assert f"<b>{verdict}</b>" in named


def test_of_a_series_out_of_sight_the_verdict_alone_is_named(cast: Cast, signed_in: SignedIn) -> None:
    """A decision of West, forecast on a series of East: West sees what it came to, and no number of East."""
    series = series_of(cast)
    decision = decide(
        act(cast.leader), unit=cast.west, owner=cast.west_owner, due=day(30), title="A second crew",
        choice="Second crew", reason="Late tows.", forecast=forecast(series),
    )  # fmt: skip
    carry_out_decision(act(cast.west_owner), decision)
    enter(cast, series, LOWER, NOW.date(), AFTERWARDS)
    judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="So it went.")
    tell_story(act(cast.leader, later=AFTERWARDS), cast.organisation, day=(NOW + AFTERWARDS).date(), note="Invented.")
    for person, told in ((cast.leader, True), (cast.west_owner, False)):
        text = signed_in(person).get("/bridge/").content.decode()
        named = text.partition('class="plain judged"')[2].partition("</ul>")[0]
        assert decision.code in named
        assert "<b>worse</b>" in named
        assert ("forecast" in named, "fact" in named, "points" in named) == (told, told, told)
