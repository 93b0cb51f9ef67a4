"""Changing one series in the browser: a value, target, baseline, its end."""

from datetime import date

from django.test import Client

from pilothouse.measures.models import Intake, Series
from pilothouse.measures.operations import open_series, retire_indicator, set_target
from pilothouse.measures.queries import line_of
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, series_of, week
from tests.web.measures.pages import words


def url(series: Series, verb: str) -> str:
    return f"/series/{series.pk}/{verb}/"


def test_a_value_is_entered_for_the_period_of_any_day(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    response = owner.post(url(series, "value"), {"period": "2026-02-25", "value": "81,5 %"})
    assert response.status_code == 302
    line = line_of(series)
    assert (line.periods, line.values.tolist()) == ((date(2026, 2, 23),), [81.5])
    assert verify().whole


def test_numerator_and_denominator_where_the_kind_has_them(cast: Cast, owner: Client) -> None:
    series = series_of(cast, kind="proportion")
    owner.post(url(series, "value"), {"period": "2026-02-23", "numerator": "412", "denominator": "460"})
    assert line_of(series).denominators.tolist() == [460.0]
    response = owner.post(url(series, "value"), {"period": "2026-02-16", "numerator": "470", "denominator": "460"})
    assert response.status_code == 422
    assert "larger than the denominator" in words(response)
    assert 'value="470"' in response.content.decode()


def test_a_correction_needs_its_reason_and_keeps_what_was_typed(changed: Series, owner: Client) -> None:
    response = owner.post(url(changed, "value"), {"period": "2026-02-23", "value": "44"})
    assert response.status_code == 422
    assert "Say why it is corrected" in words(response)
    assert 'value="44"' in response.content.decode()
    owner.post(url(changed, "value"), {"period": "2026-02-23", "value": "44", "reason": "Counted twice"})
    assert line_of(changed).values[-1] == 44.0


def test_what_is_no_number_is_said_in_words(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    for typed in ("many", "nan", "inf", "1,234", "1.2345678901234567", ""):
        response = owner.post(url(series, "value"), {"period": "2026-02-23", "value": typed})
        assert response.status_code == 422, typed
        assert "Not saved yet" in words(response)
    assert not len(line_of(series))


def test_a_period_far_back_is_asked_about_and_withdrawn_again(changed: Series, owner: Client) -> None:
    typed = {"period": "0202-11-03", "value": "11"}
    asked = owner.post(url(changed, "value"), typed)
    assert asked.status_code == 422
    assert "Is the year right?" in words(asked)
    assert "Yes, this period is meant" in words(asked)
    assert owner.post(url(changed, "value"), typed | {"sure": "on"}).status_code == 302
    page = owner.get(f"/series/{changed.pk}/?page=5")
    assert f'{url(changed, "withdraw")}?period=0202-11-01"' in page.content.decode()

    step = f"{url(changed, 'withdraw')}?period=0202-11-01"
    assert "Now 11.0 % stands for" in words(owner.get(step))
    assert owner.post(step, {"period": "0202-11-01", "reason": ""}).status_code == 422
    owner.post(step, {"period": "0202-11-01", "reason": "Wrong year"})
    assert line_of(changed).periods[0] == week(0)
    after = words(owner.get(f"/series/{changed.pk}/?page=5"))
    assert "withdrawn" in after
    assert "Wrong year" in after
    intake = Intake.objects.first()
    assert "withdrawn" in words(owner.get(f"/series/{changed.pk}/intakes/{intake.pk}/"))


def test_a_running_period_is_remarked(changed: Series, owner: Client) -> None:
    done = owner.post(url(changed, "value"), {"period": "2026-03-02", "value": "50"}, follow=True)
    assert "This period is not over yet" in done.content.decode()


def test_a_future_period_is_refused(cast: Cast, owner: Client) -> None:
    response = owner.post(url(series_of(cast), "value"), {"period": "2026-03-09", "value": "1"})
    assert "lies in the future" in words(response)


def test_the_same_form_twice_counts_once(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    for value in ("44", "45"):
        owner.post(url(series, "value"), {"period": "2026-02-23", "value": value, "reason": "x", "once": "one"})
    assert line_of(series).values.tolist() == [44.0]


def test_a_target_is_set_replaced_and_given_up(changed: Series, owner: Client) -> None:
    owner.post(url(changed, "target"), {"value": "80", "by": "2026-12-31"})
    owner.post(url(changed, "target"), {"value": "85", "by": "2026-12-31"})
    text = words(owner.get(f"/series/{changed.pk}/"))
    assert "85.0 % by 31 Dec" in text
    assert "Earlier targets" in text
    end = url(changed, "target") + "end/"
    assert "A target stands on it: 85.0 % by 31 December 2026." in words(owner.get(end))
    assert owner.post(end, {"reason": " "}).status_code == 422
    read = changed.targets.get(ended_at=None)
    owner.post(url(changed, "target"), {"value": "90", "by": "2026-12-31"})
    late = owner.post(end, {"reason": "Nobody flies", "target": read.pk})
    assert late.status_code == 422, "another target stands there by now"
    assert "has ended already" in words(late)
    assert "Nobody flies" in words(late)
    meant = {"reason": "Nobody flies", "target": changed.targets.get(ended_at=None).pk}
    assert owner.post(end, meant).status_code == 302
    assert not changed.targets.filter(ended_at=None).exists()
    assert "· Nobody flies" in words(owner.get(f"/series/{changed.pk}/"))
    assert Entry.objects.filter(name="target.ended", body__contains='"why":"Nobody flies"').count() == 1
    assert owner.get(end).status_code == 404
    assert owner.post(end, {"reason": "Nobody flies"}).status_code == 404
    assert verify().whole


def test_a_series_whose_end_lies_ahead_is_measured_until_then(changed: Series, owner: Client) -> None:
    assert owner.post(url(changed, "end"), {"on": "2026-06-01"}).status_code == 302
    text = words(owner.get(f"/series/{changed.pk}/"))
    assert "Its end is set: measured until 1 June 2026, then no more." in text
    assert "Set a target" not in text
    assert owner.post(url(changed, "value"), {"period": "2026-03-02", "value": "44"}).status_code == 302
    assert owner.post(url(changed, "value"), {"period": "2026-06-08", "value": "44"}).status_code == 422


def test_the_value_of_the_last_month_is_entered_once_that_is_over(cast: Cast, owner: Client) -> None:
    series = series_of(cast, frequency="month")  # today is 2 March 2026
    assert owner.post(url(series, "end"), {"on": "2026-02-28"}).status_code == 302
    assert owner.post(url(series, "value"), {"period": "2026-02-15", "value": "44"}).status_code == 302
    assert line_of(series).periods == (date(2026, 2, 1),)
    assert owner.post(url(series, "value"), {"period": "2026-03-15", "value": "44"}).status_code == 422


def test_who_retires_an_indicator_is_told_of_targets_out_of_sight(cast: Cast, owner: Client) -> None:
    indicator = indicator_of(cast, owner=cast.owner)
    west = open_series(act(cast.quality), indicator, unit=cast.west)
    told = "Targets stand on it also where you do not see"
    assert told not in words(owner.get(f"/{indicator.code}/retire/"))
    set_target(act(cast.quality), west, value=80.0, by=date(2026, 12, 31))
    assert owner.get(f"/series/{west.pk}/").status_code == 404
    text = words(owner.get(f"/{indicator.code}/retire/"))
    assert told in text
    assert "WST" not in text


def test_a_series_that_is_measured_no_more_says_so_and_takes_no_target(
    changed: Series, cast: Cast, owner: Client
) -> None:
    assert "Set a target" in words(owner.get(f"/series/{changed.pk}/"))
    retire_indicator(act(cast.quality), changed.indicator, reason="Counted by nobody")
    text = words(owner.get(f"/series/{changed.pk}/"))
    assert "Its indicator is retired since 2 March 2026: measured no more." in text
    assert "Set a target" not in text
    assert owner.get(url(changed, "target")).status_code == 404


def test_a_baseline_needs_a_reason_and_enough_values(changed: Series, owner: Client) -> None:
    short = {"first": "2026-01-05", "last": "2026-02-23", "reason": "New plan"}
    response = owner.post(url(changed, "baseline"), short)
    assert response.status_code == 422
    assert "at least 12 values" in words(response)
    assert "New plan" in words(response)
    whole = {"first": "2025-01-06", "last": "2025-06-30", "left_out": "2025-02-03", "reason": "Before the plan"}
    assert owner.post(url(changed, "baseline"), whole).status_code == 302
    baseline = changed.baselines.get()
    assert (baseline.first, baseline.left_out) == (week(0), ["2025-02-03"])
    assert "Before the plan" in words(owner.get(f"/series/{changed.pk}/"))


def test_days_left_out_that_are_no_dates(changed: Series, owner: Client) -> None:
    given = {"first": "2025-01-06", "last": "2025-06-30", "left_out": "storm", "reason": "x"}
    response = owner.post(url(changed, "baseline"), given)
    assert "This is no day. Write it as 2026-03-31." in words(response)
    assert 'value="storm"' in response.content.decode()


def test_the_end_of_a_series(cast: Cast, changed: Series, owner: Client) -> None:
    beside, elsewhere = series_of(cast), series_of(cast, unit=cast.west)
    set_target(act(cast.quality), changed, value=85.0, by=date(2026, 12, 31))
    text = owner.get(url(changed, "end")).content.decode()
    assert "A target stands on it: 85" in text
    assert f'value="{beside.pk}"' in text
    assert f'value="{elsewhere.pk}"' not in text, "no target may be set there"
    assert owner.post(url(changed, "end"), {"on": "2026-02-23", "heir": elsewhere.pk}).status_code == 422
    given = {"on": "2026-02-23", "heir": beside.pk, "reason": "Counted at the gate now"}
    assert owner.post(url(changed, "end"), given).status_code == 302
    assert beside.targets.get(ended_at=None).value == 85.0
    assert "Counted at the gate now" in words(owner.get(f"/series/{changed.pk}/"))
    assert "Measured no more since" in words(owner.get(f"/series/{changed.pk}/"))
    assert owner.get(url(changed, "value")).status_code == 200, "the value of the last week may still come"


def test_rights(changed: Series, reader: Client, stranger: Client, cast: Cast) -> None:
    for verb in ("value", "target", "baseline", "end"):
        assert reader.get(url(changed, verb)).status_code == 404, verb
        assert reader.post(url(changed, verb), {"value": "1"}).status_code == 404, verb
        assert stranger.get(url(changed, verb)).status_code == 404, verb


def test_forms_begin_with_the_likely_answer(cast: Cast, owner: Client) -> None:
    series = series_of(cast)
    record(cast.quality, series, STEADY * 2, first=28)
    assert b'value="2026-02-23"' in owner.get(url(series, "value")).content
    content = owner.get(url(series, "baseline")).content
    assert b'value="2026-02-23"' in content
    assert owner.get(url(series, "value") + "?period=2026-01-05").content.count(b'value="2026-01-05"') == 1
