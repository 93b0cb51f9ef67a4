"""Indicators: the list, the page with every unit on one scale, and defining."""

from datetime import date
from typing import Any

from django.test import Client

from pilothouse.measures.models import Indicator, Series
from pilothouse.measures.operations import open_series, set_target
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, series_of
from tests.web.measures.pages import queries, words

NEW = "/performance/indicators/new/"


def definition(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "title": "Turnaround",
        "definition": "Minutes between on-block and off-block",
        "unit": cast.office.pk,
        "owner": cast.quality.pk,
        "value_kind": "value",
        "unit_of_measure": "minutes",
        "scale": "1.0",
        "decimals": "1",
        "direction": "down",
        "frequency": "week",
    } | changes


def test_defining_leads_on_to_where_it_is_measured(cast: Cast, quality: Client) -> None:
    response = quality.post(NEW, definition(cast))
    made = Indicator.objects.get()
    assert response["Location"] == f"/{made.code}/measure/"
    assert (made.title, made.direction, made.owner) == ("Turnaround", "down", cast.quality)
    response = quality.post(f"/{made.code}/measure/", {"unit": cast.east.pk, "label": ""}, follow=True)
    assert "Turnaround, EST is measured from now on" in words(response)
    assert Series.objects.get().unit == cast.east
    assert verify().whole


def test_a_definition_that_lacks_something_keeps_what_was_typed(cast: Cast, quality: Client) -> None:
    response = quality.post(NEW, definition(cast, unit_of_measure="", definition="Minutes on the stand"))
    assert response.status_code == 422
    assert "Minutes on the stand" in words(response)
    assert not Indicator.objects.exists()


def test_the_page_shows_every_unit_on_one_scale(cast: Cast, quality: Client, stranger: Client) -> None:
    indicator = indicator_of(cast)
    for unit, level in ((cast.east, 0.0), (cast.west, 30.0)):
        series = open_series(act(cast.quality), indicator, unit=unit)
        record(cast.quality, series, [value + level for value in STEADY * 2], first=28)
    response = quality.get(f"/{indicator.code}/")
    text = words(response)
    assert "Airport East" in text
    assert "Airport West" in text
    assert "Every drawing reaches from" in text
    assert response.content.count(b'class="sparkline"') == 2
    assert "Airport East" not in words(stranger.get(f"/{indicator.code}/"))
    assert "Airport West" in words(stranger.get(f"/{indicator.code}/"))


def test_changing_keeps_the_loser_of_two(cast: Cast, quality: Client) -> None:
    indicator = indicator_of(cast)
    page = f"/{indicator.code}/edit/"
    assert b"Departures with a delay" in quality.get(page).content
    given = definition(cast, title="On time", unit_of_measure="%", direction="up", version=indicator.version)
    assert quality.post(page, given).status_code == 302
    assert quality.post(page, given | {"title": "Punctual"}).status_code == 409
    indicator.refresh_from_db()
    assert indicator.title == "On time"


def test_the_kind_stays_once_there_are_values(changed: Series, cast: Cast, quality: Client) -> None:
    indicator = changed.indicator
    given = definition(cast, value_kind="count", direction="up", version=indicator.version)
    response = quality.post(f"/{indicator.code}/edit/", given)
    assert response.status_code == 422
    assert "There are values already" in words(response)


def test_measuring_twice_in_one_place_is_refused(changed: Series, cast: Cast, quality: Client) -> None:
    response = quality.post(f"/{changed.indicator.code}/measure/", {"unit": cast.east.pk, "label": ""})
    assert response.status_code == 422
    assert "measured there already" in words(response)


def test_retiring_and_reviving(cast: Cast, quality: Client) -> None:
    indicator = indicator_of(cast)
    assert quality.post(f"/{indicator.code}/retire/").status_code == 422
    quality.post(f"/{indicator.code}/retire/", {"reason": "Counted by nobody"})
    assert "Counted by nobody" in words(quality.get(f"/{indicator.code}/"))
    assert "Measure it again" in words(quality.get(f"/{indicator.code}/"))
    quality.post(f"/{indicator.code}/revive/")
    indicator.refresh_from_db()
    assert indicator.state == "live"


def test_retiring_asks_what_becomes_of_its_targets(cast: Cast, quality: Client, owner: Client) -> None:
    indicator = indicator_of(cast, owner=cast.owner)
    east, west = (open_series(act(cast.quality), indicator, unit=unit) for unit in (cast.east, cast.west))
    retire = f"/{indicator.code}/retire/"
    assert "Its targets" not in words(quality.get(retire)), "nothing stands there"
    for series, value in ((east, 85.0), (west, 80.0)):
        set_target(act(cast.quality), series, value=value, by=date(2026, 12, 31))
    text = words(quality.get(retire))
    assert "Targets stand on it: EST 85.0 % (31 December 2026), WST 80.0 % (31 December 2026)." in text
    assert "WST" not in words(owner.get(retire)), "of the west its owner sees nothing"
    heir = indicator_of(cast, title="On the minute")
    given = {"reason": "Sharper", "heir": heir.pk, "version": indicator.version}
    open_series(act(cast.quality), heir, unit=cast.east)
    assert "On the minute" not in words(quality.get(retire)), "it is not measured in the west"
    refused = quality.post(retire, given)
    assert (refused.status_code, "Sharper" in words(refused)) == (422, True)
    open_series(act(cast.quality), heir, unit=cast.west)
    assert "On the minute" in words(quality.get(retire))
    assert quality.post(retire, given).status_code == 302
    assert "goes on with On the minute: Sharper" in words(quality.get(f"/series/{east.pk}/"))
    assert [one.targets.get().value for one in heir.series.order_by("unit__path")] == [85.0, 80.0]


def test_the_list_of_definitions(changed: Series, cast: Cast, quality: Client) -> None:
    indicator_of(cast, title="Bags lost", frequency="month")
    text = words(quality.get("/performance/indicators/"))
    assert "Bags lost" in text
    assert "Departures on time" in text
    assert "Departures on time" not in words(quality.get("/performance/indicators/?frequency=month"))


def test_rights(cast: Cast, owner: Client, reader: Client) -> None:
    indicator = indicator_of(cast)
    assert reader.get(f"/{indicator.code}/").status_code == 200
    assert reader.get(NEW).status_code == 404
    for verb in ("edit", "measure"):
        assert reader.get(f"/{indicator.code}/{verb}/").status_code == 404
    assert reader.post(f"/{indicator.code}/retire/").status_code == 404
    assert owner.get(f"/{indicator.code}/edit/").status_code == 404
    assert owner.post(f"/{indicator.code}/retire/").status_code == 404
    indicator.refresh_from_db()
    assert indicator.state == "live"


def test_queries_do_not_grow_with_the_number_of_units(cast: Cast, changed: Series, quality: Client) -> None:
    path = f"/{changed.indicator.code}/"

    def more() -> None:
        for number in range(70):
            open_series(act(cast.quality), changed.indicator, unit=cast.west, label=f"Gate {number:02}")

    assert queries(quality, path, more) == queries(quality, path)
    assert "Gate 68" in words(quality.get(f"{path}?page=2"))


def test_a_series_without_values_has_no_drawing(cast: Cast, quality: Client) -> None:
    series = series_of(cast)
    response = quality.get(f"/{series.indicator.code}/")
    assert "no values yet" in words(response)
    assert b'class="sparkline"' not in response.content


def test_it_says_with_which_season_and_memory_its_series_are_judged(cast: Cast, quality: Client) -> None:
    plain, seasonal = series_of(cast, title="Plain"), series_of(cast, title="Seasonal", season=4)
    slow = [50 + 10 * (turn // 4 % 2) + turn % 2 for turn in range(56)]
    record(cast.quality, plain, [float(value) for value in slow])
    record(cast.quality, seasonal, STEADY * 3)
    text = words(quality.get(f"/{plain.indicator.code}/"))
    assert "Season none" in text
    assert "Autocorrelation found in 1 of the 1 series shown; judging allows for it" in text
    assert "Neighbouring values resemble each other (autocorrelation 0." in words(quality.get(f"/series/{plain.pk}/"))
    text = words(quality.get(f"/{seasonal.indicator.code}/"))
    assert "Season comes back after 4 periods" in text
    assert "Autocorrelation none found" in text
    assert "A season of 4 periods, taken off before judging" in words(quality.get(f"/series/{seasonal.pk}/"))
