"""Entering what is due: one field each, two clicks from the landing page."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from pilothouse.measures.models import Intake
from pilothouse.measures.queries import line_of
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import assign_role
from pilothouse.organisation.roles import Role
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of, week
from tests.web.measures.pages import queries, words

ENTER = "/performance/enter/"
LAST = date(2026, 2, 23)


def test_the_performance_page_leads_there(cast: Cast, owner: Client, reader: Client) -> None:
    assert f'href="{ENTER}"' in owner.get("/performance/").content.decode()
    assert f'href="{ENTER}"' not in reader.get("/performance/").content.decode()
    assert reader.get(ENTER).status_code == 404


def test_each_missing_period_has_its_field(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, STEADY, first=42)
    content = owner.get(ENTER).content.decode()
    assert f'name="s{series.pk}-2026-02-23"' in content
    assert f'name="s{series.pk}-2026-02-16"' in content
    assert f'name="s{series.pk}-2026-02-09"' not in content
    assert "last 52.0" in words(owner.get(ENTER))


def test_what_was_filled_in_is_recorded_by_one_act(cast: Cast, owner: Client) -> None:
    one, two = series_of(cast, title="One"), series_of(cast, kind="proportion", title="Two")
    empty = series_of(cast, title="Three")
    given = {f"s{one.pk}-{LAST}": "81.5", f"s{two.pk}-{LAST}-n": "9", f"s{two.pk}-{LAST}-d": "10"}
    assert owner.post(ENTER, given).status_code == 302
    assert (line_of(one).values.tolist(), line_of(two).values.tolist(), len(line_of(empty))) == ([81.5], [90.0], 0)
    assert (Intake.objects.get().route, Intake.objects.get().by) == ("form", cast.owner)
    assert verify().whole


def test_one_bad_value_holds_all_back_and_keeps_them(cast: Cast, owner: Client) -> None:
    one, two = series_of(cast, title="One"), series_of(cast, kind="proportion", title="Two")
    given = {f"s{one.pk}-{LAST}": "81.5", f"s{two.pk}-{LAST}-n": "11", f"s{two.pk}-{LAST}-d": "10"}
    response = owner.post(ENTER, given)
    assert response.status_code == 422
    assert "larger than the denominator" in words(response)
    for typed in ("81.5", "11"):
        assert f'value="{typed}"' in response.content.decode()
    assert not Intake.objects.exists()


def test_nothing_filled_in_is_said(cast: Cast, owner: Client) -> None:
    series_of(cast)
    assert "Fill in at least one value" in words(owner.post(ENTER, {"unit": "EST"}))


def test_only_what_one_may_enter_is_asked(cast: Cast, owner: Client, signed_in: Callable[[Person], Client]) -> None:
    west = series_of(cast, unit=cast.west)
    assert f"s{west.pk}-" not in owner.get(ENTER).content.decode()
    owner.post(ENTER, {f"s{west.pk}-{LAST}": "1", "unit": "WST"})
    assert not len(line_of(west))
    assign_role(act(cast.leader), cast.owner, unit=cast.west, role=Role.MEMBER)
    both = signed_in(cast.owner)
    assert f"s{west.pk}-" in both.get(f"{ENTER}?unit=WST").content.decode()
    both.post(ENTER, {f"s{west.pk}-{LAST}": "1", "unit": "WST"})
    assert len(line_of(west)) == 1


def test_nothing_is_due_once_all_is_in(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, STEADY, first=44)
    text = words(owner.get(ENTER))
    assert "Nothing is due" in text
    assert "9 March" in text
    assert week(59) == LAST


def test_queries_do_not_grow(cast: Cast, owner: Client) -> None:
    series_of(cast)

    def more() -> None:
        for number in range(30):
            series_of(cast, title=f"Number {number}")

    assert queries(owner, ENTER, more) == queries(owner, ENTER)
