"""The inputs of management review in pages: what there is, no data as a finding, said by a person."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from pilothouse.improvement.operations import report_problem
from pilothouse.measures.operations import open_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import Mark, Statement
from pilothouse.reviews.operations import close_review, look_at_input
from pilothouse.web.reviews.views import inputs as views
from tests.cast import EVENING, Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, series_of
from tests.reviews.story import TODAY, all_present, planned
from tests.web.reviews.stage import prepared, tell, text_of

SignIn = Callable[[Person], Client]


def test_no_data_names_who_brings_it_until_somebody_speaks(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(cast)
    quality, owner = signed_in(cast.quality), signed_in(cast.owner)
    page = text_of(quality, "/reviews/inputs/")
    assert "13 without data" in page
    assert "no data: Quality manager brings it" in page
    assert quality.post("/reviews/inputs/providers/owner/", {"owner": cast.owner.pk}).status_code == 302
    late = quality.post("/reviews/inputs/providers/owner/", {"owner": cast.leader.pk, "version": "0"})
    assert (late.status_code, "Station manager East" in late.content.decode()) == (409, True)
    said = {"text": "Two carriers are late with their slots.", "unit": cast.east.pk}
    refused = owner.post("/reviews/inputs/providers/say/", {**said, "text": " "})
    assert refused.status_code == 422
    assert owner.post("/reviews/inputs/providers/say/", {**said, "unit": cast.west.pk}).status_code == 422
    assert owner.post("/reviews/inputs/providers/say/", said).headers["Location"] == "/reviews/inputs/providers/"
    assert Statement.objects.get().by == cast.owner
    page = text_of(quality, "/reviews/inputs/")
    assert "12 without data" in page
    assert "Two carriers are late with their slots." in page
    assert "Two carriers" not in text_of(signed_in(cast.west_owner), "/reviews/inputs/providers/")
    owner.post("/reviews/inputs/providers/say/", {**said, "text": "Now three."})
    monkeypatch.setattr(views, "LATEST", 1)
    page = text_of(quality, "/reviews/inputs/providers/")
    assert 'What was said <span class="count">2</span>' in page
    assert "Only the latest are shown." in page
    for client, path, status in (
        (owner, "/reviews/inputs/audits/say/", 404), (owner, "/reviews/inputs/providers/owner/", 404),
        (quality, "/reviews/inputs/weather/", 404), (quality, "/reviews/inputs/audits/say/", 200),
    ):  # fmt: skip
        text_of(client, path, status)


def test_what_is_a_series_opens_with_a_drawing_of_what_the_reader_sees(cast: Cast, signed_in: SignIn) -> None:
    tell_story(act(cast.leader), cast.organisation, day=TODAY + timedelta(days=45), note="A test.")
    report_problem(act(cast.member), unit=cast.east, title="Cold coffee", severity="slight", nature="complaint")
    series = series_of(cast)
    record(cast.quality, series, [*STEADY, 40.0, 41.0, 40.0])
    leader, west = signed_in(cast.leader), signed_in(cast.west_owner)
    page = text_of(leader, "/reviews/inputs/")
    assert "complaints a month, since Mar 2026" in page
    assert f'<a class="spark" href="/series/{series.pk}/"' in page
    assert "complaints a month" not in text_of(west, "/reviews/inputs/")
    page = text_of(leader, "/reviews/inputs/customers/")
    assert "Complaints since Mar 2026: 1. Too few months to say what routine variation is." in page
    assert f'href="/series/{series.pk}/"' in text_of(leader, "/reviews/inputs/processes/")
    planned(cast)
    assert "Complaints since Mar 2026: 1." in text_of(leader, "/REV-0001/?input=customers")


def test_an_indicator_is_tied_and_tells_to_each_what_they_see(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    told = indicator_of(cast, title="Zufriedene Gäste")
    east, west = (open_series(act(cast.quality), told, unit=unit) for unit in (cast.east, cast.west))
    for series in (east, west):
        record(cast.quality, series, [*STEADY, 62.0, 63.0])
    quality, path = signed_in(cast.quality), "/reviews/inputs/customers/"
    words = {"indicator": told.pk, "reason": "Asked at the gate"}
    refused = quality.post(f"{path}tie/", words | {"indicator": ""})
    assert (refused.status_code, "Asked at the gate" in refused.content.decode()) == (422, True)
    assert quality.post(f"{path}tie/", words).headers["Location"] == path
    assert quality.post(f"{path}tie/", words).status_code == 422, "it is no choice any more"
    signed = {who: signed_in(who) for who in (cast.leader, cast.owner, cast.west_owner)}
    assert '<span class="quiet small">Quality manager, ' in text_of(signed[cast.leader], path)
    planned(cast, *signed, tier="month")
    for who, client in signed.items():
        for page in (path, "/reviews/inputs/", "/REV-0001/?input=customers", "/REV-0001/read/"):
            found = text_of(client, page)
            assert "Zufriedene Gäste" in found
            assert "Asked at the gate" in found
            for one, seers in ((east, (cast.leader, cast.owner)), (west, (cast.leader, cast.west_owner))):
                line = f'<a href="/series/{one.pk}/">{one.place}</a> <span><b class="figure">63.0\u00a0%</b>'
                assert (line in found) == (who in seers), (page, who)
                drawn = f'<a href="/series/{one.pk}/">{one}: 63.0\u00a0%</a>'
                large = who in seers and page in (path, "/REV-0001/?input=customers")
                assert (drawn in found) == large, "its chart, on the page of the input and in the meeting"
            assert "late: silent since" in found
            assert "Zufriedene Gäste at" in found, "no data lately"
            assert "rising since week 17" in found
        assert ("/untie/" in text_of(client, path)) == (who == cast.leader)
    untie = f"{path}untie/{told.code}/"
    assert "Untie “Zufriedene Gäste”?" in text_of(quality, untie)
    assert quality.post(untie).headers["Location"] == path
    assert "Zufriedene" not in text_of(quality, path)
    for client, page in (
        (quality, untie),
        (signed[cast.owner], f"{path}tie/"),
        (quality, "/reviews/inputs/weather/tie/"),
    ):
        text_of(client, page, 404)


def test_a_meeting_opens_an_input_and_goes_on(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    planned(cast)
    client, path = signed_in(cast.quality), "/REV-0001/inputs/risks/look/"
    page = text_of(client, "/REV-0001/?input=risks")
    assert "no data: Quality manager brings it" in page
    assert client.post(path, {"minute": "Write three down.", "version": "0"}).headers["Location"] == "/REV-0001/"
    stale = client.post(path, {"minute": "Others say four.", "version": "0"})
    assert (stale.status_code, "Others say four." in stale.content.decode()) == (409, True)
    assert client.post("/REV-0001/inputs/improvement/look/", {"minute": ""}).status_code == 302
    long = client.post("/REV-0001/inputs/customers/look/", {"minute": "Ærlig talt. " * 400})
    assert (long.status_code, "Ærlig talt. Ærlig talt." in long.content.decode()) == (422, True)
    assert "Customers" in long.content.decode()
    lines = "x\r\n" * 1_500  # as browsers send 3000 characters
    assert client.post(path, {"minute": lines + "y" * 1_000, "version": "1"}).status_code == 302
    words = "Inputs: 2 of 13 looked at here, directly or through one of their records"
    assert words in text_of(client, "/REV-0001/")
    assert "x<br>x<br>" in text_of(client, "/REV-0001/minutes/")
    assert signed_in(cast.owner).post(path, {"minute": "Mine."}).status_code == 404


def test_it_is_read_in_silence_and_counted_when_it_is_held(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    _review, (first, second) = prepared(cast)
    owner, chair = signed_in(cast.owner), signed_in(cast.leader)
    page = text_of(owner, "/REV-0001/read/")
    assert "Fuel spill" in page
    names = [f"r{item.record_id}" for item in (first, second)]
    given = {f"reading_{names[0]}": "decide", f"text_{names[0]}": "Drip trays now", f"text_{names[1]}": "Which tug?"}
    assert owner.post("/REV-0001/read/", given).status_code == 302
    held = text_of(chair, f"/REV-0001/?item={first.pk}")
    for words in ("1 of 3 have read it, 33 % of it together", "1 question", "1 to decide", "Drip trays now"):
        assert words in held, words
    assert "Station manager East</span> <b>wants it decided</b>: <q>Drip trays now</q>" in held
    others = text_of(signed_in(cast.quality), f"/REV-0001/?item={second.pk}")
    assert "Which tug?" in others
    assert "have read it" not in others, "of three, a share is for the chair, who sees names"
    assert "Station manager East</span> <b>wants it decided</b>: <q>Drip trays now</q>" not in others
    assert text_of(signed_in(cast.member), "/REV-0001/read/", 404)
    nothing = {f"{field}_{name}": "" for name in names for field in ("reading", "text")}
    assert owner.post("/REV-0001/read/", nothing).status_code == 302
    assert Mark.objects.count() == 0  # what is “not yet” read any more is not counted
    owner.post("/REV-0001/read/", given)
    chair.post(f"/REV-0001/items/{first.pk}/look/", {"minute": ""})
    late = owner.post("/REV-0001/read/", given | {f"text_{names[1]}": "The blue one?"})
    assert (late.status_code, "The blue one?" in late.content.decode()) == (422, True)


def test_what_meetings_looked_at_is_paged_by_year_and_taken_along(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    client = signed_in(cast.leader)
    review = planned(cast)
    look_at_input(act(cast.quality), review, input="risks")
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="Risks alone.")
    page = text_of(client, "/reviews/inputs/")
    assert '<a href="/reviews/inputs/?year=2026#strip">2026</a>' in page
    assert "not yet" in page
    assert "not for a year" not in page, "leadership met for the first time today"
    earlier = text_of(client, "/reviews/inputs/?year=2025")
    assert "No meeting was held in 2025." in earlier
    assert '<a href="/reviews/inputs/?year=2026#strip">2026</a>' in earlier, "there is a way on"
    page = text_of(client, "/reviews/inputs/?year=2026")
    assert '<b aria-current="page">2026</b>' in page
    assert "/reviews/inputs/?format=csv&year=2026" in text_of(client, "/reviews/inputs/?year=2026").replace(
        "&amp;", "&"
    )
    file = b"".join(client.get("/reviews/inputs/?format=csv&year=2026")).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert "2026-03-02 REV-0001 Business review" in file[0]
    assert [line for line in file if "looked at" in line] == ["Risks,9.3.2 e,looked at,2026-03-02"]
    tell_story(act(cast.leader, later=EVENING), cast.organisation, day=date(2026, 9, 3), note="Invented.")
    for year in ("", "2025", "2026"):
        assert "12 not looked at for half a year or more" in text_of(client, f"/reviews/inputs/?year={year}")


def test_whoever_answers_for_an_input_ties_an_indicator_to_it(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    told = indicator_of(cast, title="Late slots")
    member, path = signed_in(cast.member), "/reviews/inputs/providers/"
    assert "Tie an indicator" not in text_of(member, path)
    assert member.get(f"{path}tie/").status_code == 404
    signed_in(cast.quality).post(f"{path}owner/", {"owner": cast.member.pk})
    assert "Tie an indicator" in text_of(member, path)
    assert 'name="indicator"' in text_of(member, f"{path}tie/")
    assert member.get("/reviews/inputs/customers/tie/").status_code == 404
    assert member.post(f"{path}tie/", {"indicator": told.pk, "reason": "Asked"}).headers["Location"] == path
    assert f"{path}untie/{told.code}/" in text_of(member, path)
    assert "No indicator is left to tie" in text_of(member, f"{path}tie/")
    assert "Define an indicator" not in text_of(member, f"{path}tie/"), "it is not theirs to define"
    assert "Define an indicator" in text_of(signed_in(cast.quality), f"{path}tie/")
    assert member.post(f"{path}untie/{told.code}/").headers["Location"] == path
