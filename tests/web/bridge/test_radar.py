"""The pages of the radar: what they teach while empty, what they say, and to whom."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from django.db.models import F
from django.test import Client

from pilothouse.bridge.helm import helm
from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import report_problem
from pilothouse.improvement.recurring import look_for_repeats
from pilothouse.measures.looking import look_for_leading, look_for_shared
from pilothouse.measures.models import SharedChange, Signal
from pilothouse.measures.operations import open_series, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import add_person, add_unit, tell_story
from pilothouse.organisation.roles import Role
from pilothouse.processes.models import Part
from pilothouse.processes.operations import agree_handover, define_process
from pilothouse.records.operations import link_records
from pilothouse.reviews.operations import prepare_review
from pilothouse.risks.models import Risk
from tests.bridge.stage import fallen, indicator, line
from tests.cast import NOW, PASSWORD, Cast, act
from tests.improvement.test_recurring import told
from tests.measures.test_comparing import LAST, defined, share  # noqa: F401 - a fixture
from tests.measures.test_looking import entered
from tests.reviews.story import planned
from tests.reviews.taken import taken_by
from tests.web.records.stage import SignedIn

PAGES = {
    "/signals/together/": "No week stands out",
    "/improvement/repeats/": "No trouble seems to have come twice",
    "/performance/leading/": "No leading indicator stands out yet",
}


@pytest.fixture(autouse=True)
def today(cast: Cast) -> Cast:
    """The organisation lives in its story's today, so that pages stand at the tests' present."""
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="Everything decided is invented.")
    return cast


def exported(client: Client, url: str) -> list[str]:
    """The lines of the page as CSV; as a workbook it is one."""
    assert b"".join(client.get(f"{url}?format=xlsx").streaming_content).startswith(b"PK")
    return b"".join(client.get(f"{url}?format=csv").streaming_content).decode().splitlines()


@pytest.mark.parametrize(("url", "words"), PAGES.items())
def test_an_empty_page_teaches_and_leads_to_the_others(cast: Cast, signed_in: SignedIn, url: str, words: str) -> None:
    text = signed_in(cast.leader).get(url).content.decode()
    assert words in text
    assert all(f'href="{other}"' in text for other in PAGES)


def test_a_week_in_common_says_how_often_chance_makes_one_and_offers_nothing_where_it_may(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    text = signed_in(cast.leader).get("/signals/together/").content.decode()
    assert "units moved independently, so much would come" in text
    client = signed_in(cast.leader)
    lines = exported(client, "/signals/together/")
    assert len(lines) == 3
    assert "SIG-0001" in lines[1] + lines[2]
    offers = ("Open one issue for them", "Register one risk for them", "Join an open issue")
    assert all(offer in text for offer in offers)
    assert "2 signals, 2 unanswered" in client.get("/bridge/").content.decode()
    for place in ("measures.luck", "reviews.queries.events", "web.bridge.weeks"):
        monkeypatch.setattr(f"pilothouse.{place}.OFTEN", 0.0)
    text = client.get("/signals/together/").content.decode()
    assert "That they came together may be luck." in text
    assert "2 signals, 2 unanswered" in text
    assert not any(offer in text for offer in offers)
    assert "2 signals, 2 unanswered" not in client.get("/bridge/").content.decode()


def test_sets_of_units_and_leaders(cast: Cast, signed_in: SignedIn) -> None:
    table = 30 + np.random.default_rng(6).standard_normal((2, 80))
    table[1, 3:] += 2.0 * (table[0, :-3] - 30)
    table[:, 76:] += 9.0
    entered(cast, "Taxi out", [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW)
    look_for_leading(NOW)
    text = signed_in(cast.leader).get("/signals/together/").content.decode()
    assert "Taxi out: higher since" in text
    assert "Judged as one set, units show it too" in text
    assert text.count("If nothing had changed and units moved independently") == 1, "one event, one line"
    assert 'class="changes" id="sets"' in text, "an agenda leads here, and weeks have taken up all sets"
    assert "Units judged as one set" not in text
    stands_on_an_agenda(cast, signed_in)
    # A derived row may be moved: to where no week in common stands.
    SharedChange.objects.update(onset=F("onset") - timedelta(weeks=2), found=F("found") + timedelta(weeks=1))
    text = signed_in(cast.leader).get("/signals/together/").content.decode()
    assert text.count("If nothing had changed and units moved independently") == 2
    assert 'href="/IND-0001/">Taxi out: higher since' in text.partition('id="sets"')[2]
    raise_for_a_set(cast, signed_in(cast.leader), text)
    text = signed_in(cast.leader).get("/performance/leading/").content.decode()
    for part in ("Association is not cause", "Taxi out, EST", "3 weeks", "the same way"):
        assert part in text
    assert "Data trust of the first" in exported(signed_in(cast.leader), "/performance/leading/")[0]
    assert [line.split(",")[2:4] for line in exported(signed_in(cast.leader), "/performance/leading/")[1:]] == [
        ["3", "weekly"]
    ]
    assert not look_for_leading(NOW + timedelta(minutes=5))
    assert signed_in(cast.owner).post("/radar/leading/look/").status_code == 404
    client = signed_in(cast.leader)
    assert client.post("/radar/anything/look/").status_code == 404
    assert client.post("/radar/leading/look/").headers["Location"] == "/performance/leading/"
    assert "Asked for, and waits for the worker:" in client.get("/performance/leading/").content.decode()
    assert look_for_leading(NOW + timedelta(minutes=5))
    assert "Look again now" in client.get("/performance/leading/").content.decode()
    for url in ("/signals/together/", "/performance/leading/"):
        assert "Taxi out" not in signed_in(cast.west_owner).get(url).content.decode()


def stands_on_an_agenda(cast: Cast, signed_in: SignedIn) -> None:
    """A set is an item with its units, their lines and labels, for those who see all of them."""
    review = planned(cast)
    item = next(one for one in prepare_review(act(cast.quality), review) if one.named)
    text = signed_in(cast.leader).get(f"/{review.code}/?item={item.pk}").content.decode()
    assert "at EST, WST, judged as one set of 2 units. If units moved independently" in text
    units = text.partition("The units that changed")[2].partition("</ul>")[0]
    assert (units.count("data trust"), units.count("<svg")) == (2, 4), "a label and a line for each"
    asked = signed_in(cast.leader).get(f"/{review.code}/decide/?item={item.pk}").content.decode()
    assert asked.partition('name="rests_on"')[2].partition("</select>")[0].count("selected") == 2
    assert "judged as one set" not in signed_in(cast.owner).get(f"/{review.code}/").content.decode()
    assert signed_in(cast.owner).get(f"/{review.code}/decide/?item={item.pk}").status_code == 404


def raise_for_a_set(cast: Cast, client: Client, text: str) -> None:
    """One issue and one risk for units that changed together; where no signal is named, it is about the indicator."""
    silent = "for which nothing is raised"
    assert silent in client.get("/bridge/").content.decode()
    assert shared_in_silence(cast) == 2, "the set, and the week of its signals from which it was moved"
    sets = text.partition('id="sets"')[2]
    issue, risk = (html.unescape(found) for found in re.findall(r'href="(/(?:signals/issue|risks/new)/[^"]+)"', sets))
    known = client.get(issue).content.decode()
    assert "judged as one set of 2 units. If units moved independently" in known
    assert f'<option value="{cast.office.pk}" selected>' in known, "the unit above them"
    assert "Taxi out: worse again at EST, WST together" in client.get(risk).content.decode()
    name = parse_qs(urlsplit(issue).query)["set"][0]
    given = {"set": name, "title": "Construction on both taxiways", "unit": cast.office.pk, "owner": cast.leader.pk,
             "severity": "slight", "due": (NOW.date() + timedelta(days=30)).isoformat()}  # fmt: skip
    assert client.post("/signals/issue/", given | {"set": "IND-9999.2026-01-05"}).status_code == 404
    assert client.post("/signals/issue/", given).status_code == 302
    made = Issue.objects.get()
    assert (made.origin.kind, made.unit) == ("indicator", cast.office)
    (taken,) = taken_by(cast.leader)
    assert [one.code for one in taken.answers] == [made.code]
    assert made.title in client.get("/signals/together/").content.decode().partition('id="sets"')[2]
    assert shared_in_silence(cast) == 1
    signal = Signal.objects.earliest("pk")
    link_records(act(cast.leader, later=timedelta(minutes=1)), made, other=signal, reason="The same")
    assert silent not in client.get("/bridge/").content.decode()


def shared_in_silence(cast: Cast) -> int:
    """How many events the bridge counts for which nothing is raised."""
    return helm(Person.objects.get(pk=cast.leader.pk), NOW).silence.shared


def test_what_is_raised_for_an_event_is_raised_for_all_its_sets(cast: Cast, signed_in: SignedIn) -> None:
    for turn, title in enumerate(("Taxi out", "Taxi in")):
        table = 30 + np.random.default_rng(6 + turn).standard_normal((2, 80))
        table[:, 76:] += 9.0
        entered(cast, title, [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW)
    client, silent = signed_in(cast.leader), "for which nothing is raised"
    week = client.get("/signals/together/").content.decode()
    assert {f'name="also" value="IND-000{number}.20' in week for number in (1, 2)} == {True}, "one event, and its sets"
    # A derived row may be moved: to where no week in common stands.
    SharedChange.objects.update(onset=F("onset") - timedelta(weeks=2), found=F("found") + timedelta(weeks=1))
    (link,) = {
        html.unescape(found)
        for found in re.findall(r'href="(/signals/issue/[^"]+)"', client.get("/signals/together/").content.decode())
    }
    asked = parse_qs(urlsplit(link).query)
    first, (also,) = asked["set"][0], asked["also"]
    assert {name.partition(".")[0] for name in (first, also)} == {"IND-0001", "IND-0002"}
    assert f'name="also" value="{also}"' in client.get(link).content.decode(), "the form carries it on"
    given = {"set": first, "also": also, "title": "Construction on both taxiways", "unit": cast.office.pk,
             "owner": cast.leader.pk, "severity": "slight",
             "due": (NOW.date() + timedelta(days=30)).isoformat()}  # fmt: skip
    assert client.post("/signals/issue/", given | {"also": "IND-9999"}).status_code == 404
    assert shared_in_silence(cast) == 3, "two sets are one event, and the two weeks they were moved from are events too"
    assert silent in client.get("/bridge/").content.decode()
    assert client.post("/signals/issue/", given).status_code == 302
    assert [[one.title for one in taken.answers] for taken in taken_by(cast.leader)] == 2 * [[given["title"]]]
    assert shared_in_silence(cast) == 2
    review = planned(cast)
    assert not [one for one in prepare_review(act(cast.quality), review) if one.named]


def test_a_risk_for_an_event_watches_the_series_of_all_its_sets(cast: Cast, signed_in: SignedIn) -> None:
    for turn, title in enumerate(("Taxi out", "Taxi in")):
        table = 30 + np.random.default_rng(6 + turn).standard_normal((2, 80))
        table[:, 76:] += 9.0
        entered(cast, title, [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW)
    # A derived row may be moved: to where no week in common stands.
    SharedChange.objects.update(onset=F("onset") - timedelta(weeks=2), found=F("found") + timedelta(weeks=1))
    client = signed_in(cast.leader)
    (link,) = re.findall(r'href="(/risks/new/[^"]+)"', client.get("/signals/together/").content.decode())
    form = client.get(html.unescape(link)).content.decode()
    signs = re.findall(r'name="sign" value="(\d+)"', form)
    assert (len(signs), len(re.findall(r'name="watch_\d+"[^>]* checked', form))) == (4, 4)
    asked = parse_qs(urlsplit(html.unescape(link)).query)
    given = {"set": asked["set"], "also": asked["also"], "title": "Works on both taxiways", "unit": cast.office.pk,
             "owner": cast.leader.pk, "due": "2099-06-01", "sign": signs}  # fmt: skip
    page = client.post("/risks/new/", given | {f"watch_{key}": "on" for key in signs}, follow=True).content.decode()
    risk = Risk.objects.get()
    assert {str(wire.series_id) for wire in risk.tripwires.all()} == set(signs)
    for code in ("IND-0001", "IND-0002"):
        assert f'href="/{code}/"' in page, "the risk says what it was raised from"
        assert f'href="/{risk.code}/"' in client.get(f"/{code}/").content.decode(), "and that says it too"


def test_a_trouble_of_two_units(cast: Cast, signed_in: SignedIn) -> None:
    told(cast, cast.east, "Only one tug for six gates", "The second tug is in repair, aircraft wait.")
    told(cast, cast.west, "One tug for gates 20 to 26", "Aircraft wait: the second tug is in repair.")
    look_for_repeats(NOW + timedelta(hours=1))
    text = signed_in(cast.leader).get("/improvement/repeats/").content.decode()
    for part in (
        "1 problem came up more than once",
        "1 of them in several units",
        "2 issues at EST, WST",
        "No action.",
    ):
        assert part in text
    lines = exported(signed_in(cast.leader), "/improvement/repeats/")
    assert [line.split(",")[0] for line in lines] == ["\ufeffGroup", "1", "1"]
    assert len(exported(signed_in(cast.owner), "/improvement/repeats/")) == 1
    text = signed_in(cast.owner).get("/improvement/repeats/").content.decode()
    assert "tug" not in text
    assert "No trouble seems to have come twice" in text


def test_what_a_signal_can_reach(cast: Cast, signed_in: SignedIn) -> None:
    by = act(cast.leader)
    turn, fly, land = (
        define_process(by, unit=cast.office, owner=cast.owner, title=title, purpose="On", part=Part.CORE, position=1)
        for title in ("Turn", "Fly", "Land")
    )
    agree_handover(by, unit=cast.office, giver=turn, taker=fly, what="Aircraft ready")
    agree_handover(by, unit=cast.office, giver=fly, taker=land, what="Aircraft near")
    series = line(cast, indicator(cast, process=turn), cast.east)
    signal = series.signals.get()
    text = signed_in(cast.leader).get(f"/{signal.code}/").content.decode()
    for part in (
        "it can reach 2 processes, 0 indicators and 0 objectives. 1 process is one hand-over away, the farthest is 2.",
        "Fly",
        "Aircraft ready",
        "Nothing measures it",
    ):
        assert part in text
    told = ("One hand-over away", "Aircraft ready", "2 hand-overs away", "Aircraft near")
    places = [text.index(part) for part in told]
    assert places == sorted(places), "nearest first, and set apart"
    assert "What it can reach" not in signed_in(cast.leader).get(f"/{fallen(cast).code}/").content.decode()


def test_units_compared(cast: Cast, signed_in: SignedIn, share: object) -> None:  # noqa: F811 - the fixture
    client = signed_in(cast.leader)
    code = share.code  # type: ignore[attr-defined]
    assert f'href="/{code}/funnel/"' in client.get(f"/{code}/").content.decode()
    text = client.get(f"/{code}/funnel/?values=52").content.decode()
    for part in (
        "<svg",
        "The numbers as a table",
        "Out of",
        "Better than chance alone explains: EST",
        "WST",
        "fewer than 6 units",
    ):
        assert part in text
    assert text.count("#trust") == 4, "two units, below the drawing and in the table"
    assert client.get(f"/{code}/funnel/?values=x").status_code == 200
    assert "Nothing to compare yet" in signed_in(cast.owner).get(f"/{code}/funnel/").content.decode()
    plain = indicator(cast, "Minutes")
    assert "has no size to compare by" in client.get(f"/{plain.code}/funnel/").content.decode()


def test_units_compared_by_rates_of_less_than_one(cast: Cast, signed_in: SignedIn) -> None:
    by, made = act(cast.leader), defined(cast, kind="rate")
    for unit, size in ((cast.east, 0.2), (cast.west, 0.45)):
        row = Row(open_series(by, made, unit=unit).pk, LAST, None, 2, size)
        record_measurements(by, unit=cast.office, rows=[row], route="paste")
    text = signed_in(cast.leader).get(f"/{made.code}/funnel/?values=1").content.decode()
    assert text.count('class="pbc-limit" d="M') == 8, "four limits in a wide and a narrow drawing"
    for size in (">0.20<", ">0.45<"):
        assert size in text


def test_what_is_raised_out_of_sight_is_told_as_that_alone(cast: Cast, signed_in: SignedIn) -> None:
    measured = indicator(cast)
    region = add_unit(act(cast.leader), unit=cast.office, name="Region", code="REG")
    head = add_person(
        act(cast.leader), unit=region, name="Head", email="head@example.org", role=Role.PROCESS_OWNER, password=PASSWORD
    )
    for name in ("ONE", "TWO"):
        line(cast, measured, add_unit(act(cast.leader), unit=region, name=name, code=name))
    issue = report_problem(act(cast.west_owner), unit=cast.west, title="Storm", severity="grave")
    link_records(act(cast.leader), issue, other=Signal.objects.earliest("pk"), reason="The same cause")
    client = signed_in(head)
    text = client.get("/signals/together/").content.decode()
    assert "Something is raised for it that you do not see: ask before you raise it again." in text
    assert "Nothing is raised for what they share." not in text
    assert exported(client, "/signals/together/")[1].endswith("something that you do not see")
    assert not {"Storm", issue.code, "WST"} & set(re.findall(r"[\w-]+", text))
    assert "Storm" in signed_in(cast.leader).get("/signals/together/").content.decode()
