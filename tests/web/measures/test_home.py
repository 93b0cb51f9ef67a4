"""Performance: every series as a dense line, as far as a person may see it."""

import csv
import io
from datetime import date, timedelta

from django.test import Client

from pilothouse.measures.models import Series, Signal
from pilothouse.measures.operations import (
    define_indicator,
    explain_signal,
    open_series,
    record_measurements,
    set_target,
)
from pilothouse.organisation.operations import tell_story
from pilothouse.processes.operations import define_process
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, rows_of, series_of
from tests.web.measures.conftest import TODAY
from tests.web.measures.pages import queries, words

HOME = "/performance/"


def test_a_line_says_what_the_series_says(changed: Series, owner: Client) -> None:
    text = words(owner.get(HOME))
    assert "Departures on time , %" in text
    assert "Airport East" in text
    assert "40.0" in text
    assert "lower since week 6" in text
    assert "unanswered" in text
    assert "1 of 1 series stand out; it is hardly luck" in text


def test_steady_young_and_empty_series_are_told_apart(cast: Cast, quality: Client) -> None:
    steady = series_of(cast, title="Steady one")
    record(cast.quality, steady, STEADY * 3, first=12)
    young = series_of(cast, title="Young one")
    record(cast.quality, young, STEADY[:4], first=56)
    series_of(cast, title="Empty one")
    text = words(quality.get(HOME))
    assert "steady" in text
    assert "judged after 5 more values" in text
    assert "no values yet" in text


def test_a_late_series_is_said_to_be_silent(cast: Cast, quality: Client) -> None:
    record(cast.quality, series_of(cast), STEADY, first=30)
    assert "silent since week 47 of 2025" in words(quality.get(HOME))
    assert "without a fresh value" in words(quality.get(HOME))


def test_what_changed_is_counted_as_on_the_bridge(cast: Cast, quality: Client) -> None:
    old, new = series_of(cast, title="Long over"), series_of(cast, title="Just fallen")
    record(cast.quality, old, [*STEADY, *STEADY, *STEADY, 30.0], first=8)
    explain_signal(act(cast.quality), Signal.objects.get(series=old), explanation="The snow of February.")
    later = act(cast.quality, later=timedelta(days=42))
    tell_story(act(cast.leader, later=timedelta(days=42)), cast.organisation, day=date(2026, 4, 13), note="")
    for series, values in ((old, STEADY[:7]), (new, [*STEADY, *STEADY, *STEADY, 30.0])):
        rows = rows_of(series, values, first=57 if series == old else 17)
        record_measurements(later, unit=series.unit, rows=rows, route="form", reason="")
    bridge, page = words(quality.get("/bridge/")), words(quality.get(HOME))
    assert "1 of 2 series stand out with a signal of the last five weeks , 1 for the worse" in bridge
    assert "1 of 2 series stand out; it is hardly luck" in page
    for which in ("changed", "lately", "worse"):
        found = words(quality.get(HOME, {"which": which}))
        assert "Just fallen, EST" in found
        assert "Long over, EST" not in found
    assert "Nothing matches" in words(quality.get(HOME, {"which": "earlier"}))
    tell_story(act(cast.leader, later=timedelta(days=90)), cast.organisation, day=date(2026, 5, 29), note="")
    assert "1 of 2 series stand out, without a signal of the last five weeks" in words(quality.get("/bridge/"))
    assert "Just fallen, EST" in words(quality.get(HOME, {"which": "earlier"}))


def test_other_units_are_not_there(changed: Series, stranger: Client) -> None:
    text = words(stranger.get(HOME))
    assert "Airport East" not in text
    assert "Nothing is measured yet" in text


def test_who_cannot_define_is_offered_no_way_that_ends_nowhere(cast: Cast, reader: Client, owner: Client) -> None:
    new = "/performance/indicators/new/"
    for path in (HOME, "/performance/indicators/"):
        assert new not in reader.get(path).content.decode()
        assert new in owner.get(path).content.decode()


def test_the_sentence_narrows_the_list(cast: Cast, changed: Series, quality: Client) -> None:
    process = define_process(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="Fly", purpose="Fly", part="core", position=1
    )
    other = series_of(cast, unit=cast.west, title="Bags lost", process=process)
    record(cast.quality, other, STEADY * 3, first=12)
    for query, there, gone in (
        ("?which=open", "Departures on time", "Bags lost"),
        ("?which=changed", "Departures on time", "Bags lost"),
        ("?unit=WST", "Bags lost", "Departures on time"),
        (f"?process={process.pk}", "Bags lost", "Departures on time"),
        ("?process=none", "Departures on time", "Bags lost"),
        ("?owner=me&unit=WST", "Bags lost", "Departures on time"),
        ("?q=bag", "Bags lost", "Departures on time"),
        ("?q=airport+west", "Bags lost", "Departures on time"),
    ):
        text = words(quality.get(HOME + query))
        assert there in text, query
        assert gone not in text, query
    for query in ("?q=zebra", "?owner=nobody"):
        assert "Nothing matches" in words(quality.get(HOME + query))


def test_series_that_cannot_meet_their_target_are_found(cast: Cast, quality: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, STEADY * 3, first=12)
    assert "Nothing matches" in words(quality.get(f"{HOME}?which=missed"))
    set_target(act(cast.quality), series, value=90.0, by=TODAY)
    assert "90.0" in words(quality.get(f"{HOME}?which=missed"))


def test_ended_and_retired_ones_are_left_out(cast: Cast, changed: Series, quality: Client) -> None:
    quality.post(f"/{changed.indicator.code}/retire/", {"reason": "Counted by nobody"})
    assert "Departures on time" not in words(quality.get(HOME))


def test_the_list_as_a_file(cast: Cast, changed: Series, quality: Client) -> None:
    series_of(cast, title="=cmd()")
    response = quality.get(f"{HOME}?format=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Indicator"] for row in rows] == ["Departures on time", "'=cmd()"]
    assert rows[0]["Latest"] == "40.0"
    assert rows[0]["Latest period"] == "2026-02-23"
    assert "lower since week 6" in rows[0]["What it says"]
    assert quality.get(f"{HOME}?format=xlsx")["Content-Type"].endswith("sheet")


def test_sorting_by_name_drops_the_groups(changed: Series, owner: Client) -> None:
    assert b'class="group"' in owner.get(HOME).content
    response = owner.get(f"{HOME}?sort=-title")
    assert b'class="group"' not in response.content
    assert "Departures on time, EST" in words(response)


def test_htmx_gets_the_list_alone(changed: Series, owner: Client) -> None:
    response = owner.get(HOME, headers={"HX-Request": "true", "HX-Target": "list"})
    assert b"<main" not in response.content
    assert b"Airport East" in response.content


def test_pages_and_queries_do_not_grow_with_the_number_of_series(cast: Cast, changed: Series, quality: Client) -> None:
    def more() -> None:
        for number in range(60):
            series = open_series(act(cast.quality), changed.indicator, unit=cast.west, label=f"Gate {number:02}")
            if number < 20:
                record(cast.quality, series, [*STEADY, 90.0], first=43)

    few = queries(quality, HOME)
    many = queries(quality, HOME, more)
    assert many == few
    assert few <= 16
    assert "1–25 of 61" in words(quality.get(HOME))
    assert "51–61" in words(quality.get(f"{HOME}?page=3"))


def test_a_hostile_name_stays_text(cast: Cast, quality: Client) -> None:
    define_indicator(
        act(cast.quality), unit=cast.office, owner=cast.quality, title="<script>alert(1)</script>", definition="x",
        unit_of_measure="<b>", value_kind="value", direction="up", frequency="week",
    )  # fmt: skip
    series_of(cast, title="<script>alert(2)</script>", unit_of_measure='"><i>')
    for path in (HOME, f"{HOME}?sort=title", "/performance/indicators/", "/IND-0002/"):
        content = quality.get(path).content
        assert b"<script>alert" not in content
        assert b'"><i>' not in content


def test_the_label_of_trust_stands_beside_numbers_sorts_filters_and_is_exported(
    cast: Cast, quality: Client, stranger: Client
) -> None:
    late, read = series_of(cast, title="Late one"), series_of(cast, title="Read one")
    record(cast.quality, late, STEADY, first=30)
    record_measurements(act(cast.quality), unit=read.unit, rows=rows_of(read, STEADY, first=44), route="source")
    page = quality.get(HOME, {"sort": "-trust"}).content.decode()
    assert page.index("Late one") < page.index("Read one")
    assert f'<a class="trust" href="/series/{late.pk}/#trust">' in page
    assert "its next value is overdue, entered by hand, it belongs to no process" in page
    weak = words(quality.get(HOME, {"trust": "weak"}))
    assert "Late one" in weak
    assert "Read one" not in weak
    rows = list(csv.DictReader(io.StringIO(quality.get(HOME, {"format": "csv"}).getvalue().decode("utf-8-sig"))))
    told = {row["Indicator"]: (row["Data trust"], row["Why this trust"]) for row in rows}
    assert told == {
        "Late one": ("D", "its next value is overdue, entered by hand, it belongs to no process"),
        "Read one": ("B", "it belongs to no process"),
    }
    file = quality.get("/performance/indicators/", {"format": "csv"}).getvalue().decode("utf-8-sig")
    indicators = {row["Title"]: row for row in csv.DictReader(io.StringIO(file))}
    assert indicators["Late one"]["Data trust of its weakest series"] == "D"
    assert indicators["Read one"]["Why this trust"] == "it belongs to no process"
    for order, first, second in (("-trust", "Late one", "Read one"), ("trust", "Read one", "Late one")):
        page = words(quality.get("/performance/indicators/", {"sort": order}))
        assert page.index(first) < page.index(second)
    narrowed = words(quality.get("/performance/indicators/", {"trust": "B"}))
    assert ("Read one" in narrowed, "Late one" in narrowed) == (True, False)
    elsewhere = open_series(act(cast.quality), late.indicator, unit=cast.west)
    own = stranger.get("/performance/indicators/", {"format": "csv"}).getvalue().decode("utf-8-sig")
    told = {row["Title"]: row["Why this trust"] for row in csv.DictReader(io.StringIO(own))}
    assert told == {"Late one": "no value yet", "Read one": ""}, f"of {elsewhere} alone"
    text = words(quality.get(f"/series/{late.pk}/"))
    assert "data trust D its next value is overdue" in text
    assert "Cheapest upgrade: bring in the overdue values: then C" in text
