"""A risk comes onto the register with the series of its event as its first signs."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pilothouse.improvement.operations import open_issue
from pilothouse.measures.models import Reading, Series, Signal
from pilothouse.measures.operations import end_series
from pilothouse.organisation.models import Person
from pilothouse.risks.models import Risk, Tripwire
from pilothouse.web.risks import signs
from tests.bridge.stage import FALLEN, LATER, STEADY, TODAY, indicator, line
from tests.cast import Cast, act
from tests.remembered import remembered

AHEAD = "2099-06-01"  # pages live by the clock, not by the story
SignIn = Callable[[Person], Client]
RISEN = (85, 86, 84)


@pytest.fixture
def event(cast: Cast) -> tuple[Series, Series]:
    """East fell, West rose in the same weeks."""
    return remembered("event", two_series, cast)


def two_series(cast: Cast) -> tuple[Series, Series]:
    measured = indicator(cast)
    return line(cast, measured, cast.east), line(cast, measured, cast.west, (*STEADY, *RISEN))


def address(*series: Series) -> str:
    codes = [signal.code for signal in Signal.objects.filter(series__in=series).order_by("pk")]
    return "/risks/new/?" + "&".join(f"signal={code}" for code in codes)


def filled(cast: Cast, *series: Series, **more: Any) -> dict[str, Any]:
    codes = [signal.code for signal in Signal.objects.filter(series__in=series)]
    return {"title": "Fog closes both", "unit": cast.office.pk, "owner": cast.leader.pk, "due": AHEAD,
            "signal": codes, "sign": [one.pk for one in series], **more}  # fmt: skip


def test_the_form_proposes_the_series_that_got_worse_with_what_their_data_say(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn
) -> None:
    east, west = event
    page = signed_in(cast.leader).get(address(east, west)).content.decode()
    places = [page.index(f'name="watch_{one.pk}"') for one in (east, west)]
    assert places == sorted(places), "what got worse comes first"
    assert re.search(rf'name="watch_{east.pk}"[^>]* checked', page)
    assert not re.search(rf'name="watch_{west.pk}"[^>]* checked', page)
    line_shown = re.search(rf'name="level_{east.pk}" value="([\d.]+)"', page)
    assert line_shown is not None
    level = float(line_shown[1])
    lower = Reading.objects.get(series=east).lower
    assert lower is not None
    assert 0 <= level - lower < 0.1, "rounded towards the usual"
    assert f"Latest value 56.0\u00a0%; routine variation ends at {level:.1f}\u00a0%." in page
    beyond = sum(value < level for value in (*STEADY, *FALLEN)[-26:])
    assert f"{beyond} of the latest 26 values lay beyond. So does the latest: such a line warns at once." in page


def test_a_risk_is_registered_with_the_signs_that_are_ticked(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn
) -> None:
    client, (east, west) = signed_in(cast.leader), event
    given = filled(cast, east, west, **{
        f"watch_{east.pk}": "on", f"how_{east.pk}": "-1", f"level_{east.pk}": "50",
        f"how_{west.pk}": "0", f"level_{west.pk}": "66.5", f"initial-level_{west.pk}": "66.5",
    })  # fmt: skip
    page = client.post(address(east, west), given, follow=True).content.decode()
    made = Risk.objects.get()
    assert f"{made.code} is on the register and watches 1 sign. Now rate it. It answers 2 signals." in page
    wire = Tripwire.objects.get()
    assert (wire.record_id, wire.series, wire.level, wire.side) == (made.pk, east, 50.0, -1)
    assert "below 50" in page.split('id="signs"')[1]
    for signal in Signal.objects.all():
        assert f'href="/{signal.code}/"' in page, "the risk says what it was raised from"
        assert f'href="/{made.code}/"' in client.get(f"/{signal.code}/").content.decode(), "and that says it too"


def test_a_fresh_change_is_another_one_than_that_it_was_raised_from(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn
) -> None:
    east, _west = event
    given = filled(cast, east, **{f"watch_{east.pk}": "on", f"how_{east.pk}": "0"})
    page = signed_in(cast.leader).post(address(east), given, follow=True).content.decode()
    told = page.split('id="signs"')[1].split("</section>")[0]
    assert "a fresh change to the worse" in told
    assert "a change from before it was watched goes on" in told
    assert "it shows now" not in told


def test_a_line_that_is_crossed_asks_the_owner_at_once(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn
) -> None:
    east, _west = event
    given = filled(cast, east, **{f"watch_{east.pk}": "on", f"how_{east.pk}": "-1", f"level_{east.pk}": "60"})
    page = signed_in(cast.leader).post(address(east), given, follow=True).content.decode()
    assert "the risk asks its owner now" in page
    assert Risk.objects.get().state == "tripped"


def test_a_line_that_the_form_wrote_itself_is_read_as_written_where_the_usual_moved_meanwhile(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn
) -> None:
    east, west = event
    given = filled(cast, east, west, **{
        f"watch_{east.pk}": "on", f"how_{east.pk}": "-1", f"level_{east.pk}": "55,5",
        f"watch_{west.pk}": "on", f"how_{west.pk}": "1", f"level_{west.pk}": "66.512",
        f"initial-level_{west.pk}": "66.512",
    })  # fmt: skip
    signed_in(cast.leader).post(address(east, west), given)
    assert dict(Tripwire.objects.values_list("series", "level")) == {east.pk: 55.5, west.pk: 66.512}


@pytest.mark.parametrize("watched", [True, False])
def test_a_line_that_does_not_count_is_not_refused_for_its_number(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn, watched: bool
) -> None:
    east, _west = event
    line = {f"how_{east.pk}": "0", f"level_{east.pk}": "n/a", f"initial-level_{east.pk}": "n/a"}
    given = filled(cast, east, **line, **({f"watch_{east.pk}": "on"} if watched else {}))
    client = signed_in(cast.leader)
    typed = client.post(address(east), given | {f"level_{east.pk}": "1.234"}).content.decode()
    assert "You gave a line" in typed
    assert "two ways" not in typed
    assert client.post(address(east), given).status_code == 302
    assert list(Tripwire.objects.values_list("level", flat=True)) == [None] * watched


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"level": "50"}, "You gave a line: tick the series, or clear the line."),
        ({"watch": "on", "how": "0", "level": "50"}, "You gave a line: choose above or below, or clear it."),
        ({"watch": "on", "how": "-1", "level": ""}, "A line needs a value."),
        ({"watch": "on", "how": "-1", "level": "much"}, "much"),
    ],
)
def test_what_does_not_fit_is_told_beside_it_and_nothing_is_lost(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn, typed: dict[str, str], said: str
) -> None:
    east, _west = event
    given = filled(cast, east, **{f"{part}_{east.pk}": value for part, value in typed.items()})
    answer = signed_in(cast.leader).post(address(east), given)
    page = answer.content.decode()
    beside = page.split(f'id="id_level_{east.pk}_error"')[1].split("</p>")[0]
    assert (answer.status_code, said in beside) == (422, True)
    assert f'href="#id_level_{east.pk}"' in page, "named at the head of the form too"
    assert 'value="Fog closes both"' in page
    assert f'name="level_{east.pk}" value="{typed["level"]}"' in page or not typed["level"]
    assert not Risk.objects.exists()


def test_a_series_that_ended_meanwhile_and_one_too_many_are_told_beside_them(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, (east, west) = signed_in(cast.leader), event
    ticked = {f"watch_{one.pk}": "on" for one in event}
    monkeypatch.setattr(signs, "MOST_WIRES", 1)
    page = client.post(address(*event), filled(cast, *event, **ticked)).content.decode()
    assert "Twelve signs are enough: untick one." in page.split(f'id="id_watch_{west.pk}_error"')[1].split("</p>")[0]
    end_series(act(cast.leader), east, on=TODAY)
    page = client.post(address(*event), filled(cast, *event, **ticked)).content.decode()
    assert "gets no values any more" in page.split(f'id="id_watch_{east.pk}_error"')[1].split("</p>")[0]
    assert not Risk.objects.exists()
    assert f'name="watch_{east.pk}"' not in client.get(address(*event)).content.decode()


def test_nobody_watches_what_they_do_not_see(cast: Cast, event: tuple[Series, Series], signed_in: SignIn) -> None:
    east, west = event
    client = signed_in(cast.west_owner)
    own = filled(cast, west, unit=cast.west.pk, owner=cast.west_owner.pk)
    for sign in (east.pk, 999_999, "x", "²"):
        assert client.post(address(west), own | {"sign": [sign]}).status_code == 404
    assert not Risk.objects.exists()


def test_an_issue_offers_the_series_of_its_signals(cast: Cast, event: tuple[Series, Series], signed_in: SignIn) -> None:
    east, west = event
    fallen, risen = Signal.objects.get(series=east), Signal.objects.get(series=west)
    issue = open_issue(act(cast.leader), origin=fallen, also=[risen], title="Fog", owner=cast.leader, due=LATER,
                       severity="serious")  # fmt: skip
    page = signed_in(cast.leader).get(f"/risks/new/?origin={issue.code}").content.decode()
    assert len(re.findall(r'name="watch_\d+"[^>]* checked', page)) == 1
    hidden = signed_in(cast.owner).get(f"/risks/new/?origin={issue.code}")
    assert f'name="watch_{west.pk}"' not in hidden.content.decode()


def test_many_series_are_counted_where_they_are_not_listed(
    cast: Cast, event: tuple[Series, Series], signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signs, "LISTED", 1)
    page = signed_in(cast.leader).get(address(*event)).content.decode()
    assert page.count('name="sign"') == 1
    assert "1 more series of the event is not listed." in page
