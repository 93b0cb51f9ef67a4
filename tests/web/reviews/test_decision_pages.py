"""Deciding, the page of a decision, its verdict; the lists."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.operations import report_problem
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.records.operations import move_due
from pilothouse.reviews.models import AgendaItem, Decision
from pilothouse.reviews.operations import carry_out_decision, judge_decision, plan_review, prepare_review
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation
from tests.cast import EVENING, Cast, act
from tests.reviews.story import AFTERWARDS, BY, HIGHER, TODAY, decided, enter, forecast, series_of
from tests.web.reviews.stage import decision_form, tell, text_of

SignIn = Callable[[Person], Client]


def later(cast: Cast, values: tuple[int, ...] = HIGHER, *, tasks: bool = True) -> Decision:
    """A decision whose day has come, with values since; carried out, unless it has tasks still to be done."""
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series), tasks=tasks)
    if not tasks:
        carry_out_decision(act(cast.owner), decision)
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
    assert response.status_code == 422
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
        "waits for its verdict",
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
    assert client.post("/D-0001/judge/", {"note": "", "version": decision.version}).status_code == 422
    response = client.post("/D-0001/judge/", {"note": "It helped.", "version": decision.version})
    assert response.headers["Location"] == "/D-0001/"
    assert Decision.objects.get().state == "as_forecast"


def test_a_meeting_sees_forecast_and_fact_and_comes_back_from_the_verdict(cast: Cast, signed_in: SignIn) -> None:
    decision = later(cast)
    review = plan_review(
        act(cast.quality, later=AFTERWARDS), unit=cast.office, owner=cast.leader, title="June", tier="month",
        on=TODAY + AFTERWARDS, since=TODAY, attendees=[cast.west_owner, cast.owner],
    )  # fmt: skip
    prepare_review(act(cast.quality, later=AFTERWARDS), review)
    item = AgendaItem.objects.get(review=review, record=decision)
    back = f"?review={review.code}&item={item.pk}"
    page = text_of(signed_in(cast.leader), f"/{review.code}/?item={item.pk}")
    for words in ("Forecast and fact", "+10.0 points", "+10.1 points", "better as forecast"):
        assert words in page
    assert page.replace("&amp;", "&").count(f'href="/D-0001/judge/{back}"') == 1
    late = f"/D-0001/carry-out/{back}"
    assert f'href="{late}"' in page.replace("&amp;", "&"), "and from each other link beside them"
    assert f'href="{late}"' in text_of(signed_in(cast.leader), f"/D-0001/judge/{back}").replace("&amp;", "&")
    assert f'href="/{review.code}/?item={item.pk}"' in text_of(signed_in(cast.leader), late)
    told = text_of(signed_in(cast.west_owner), f"/{review.code}/?item={item.pk}")
    assert "+10.1 points" not in told
    assert "/D-0001/judge/" not in told
    own = text_of(signed_in(cast.owner), f"/{review.code}/?item={item.pk}").replace("&amp;", "&")
    assert own.count(f'href="/D-0001/judge/{back}"') == 1, "its owner too, who may not prepare the meeting"
    response = signed_in(cast.owner).post(f"/D-0001/judge/{back}", {"note": "It helped.", "version": decision.version})
    assert response.headers["Location"] == f"/{review.code}/?item={item.pk}"
    assert "Give the verdict" not in text_of(signed_in(cast.leader), f"/{review.code}/?item={item.pk}")


def test_a_silent_series_cannot_tell_and_says_why(cast: Cast, signed_in: SignIn) -> None:
    later(cast, HIGHER[:2])
    client = signed_in(cast.leader)
    page = text_of(client, "/D-0001/judge/")
    assert "nothing has come for long" in page
    assert "So it is: cannot be told" in page
    assert client.post("/D-0001/judge/", {"note": "Too few."}).status_code == 302
    assert Decision.objects.get().state == "cannot_be_told"


def test_what_was_typed_is_not_lost(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    form = decision_form(cast, owner="", due="", reason="Late tows <again>.", options="Leave it", todo_1="Hire two")
    response = signed_in(cast.leader).post("/reviews/decide/", form)
    page = response.content.decode()
    for words in (
        "Say who answers for it", "Say by when it is carried out", "A second crew", "Late tows &lt;again&gt;.",
        "Leave it", "Hire two",
    ):  # fmt: skip
        assert words in page
    assert not Decision.objects.exists()


def test_the_verdict_is_not_before_it_is_carried_out(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    form = decision_form(cast, series=str(series_of(cast).pk), size="3", by="2026-03-20", confidence="60")
    response = signed_in(cast.leader).post("/reviews/decide/", form)
    assert "not before" in response.context["form"].errors["by"][0]


def test_the_smallest_effect_that_matters_is_stated_and_told(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    client = signed_in(cast.leader)
    given = {"series": str(series_of(cast).pk), "size": "10", "by": BY.isoformat(), "confidence": "70"}
    for margin, words in (
        ("-1", "The smallest effect that matters is more than nothing."),
        ("0", "The smallest effect that matters is more than nothing."),
        ("many", "Give the smallest effect that matters as a number."),
        ("11", "What you expect is less than what would matter"),
    ):
        refused = client.post("/reviews/decide/", decision_form(cast, **given, margin=margin))
        assert refused.status_code == 422
        assert words in refused.text
        assert f'value="{margin}"' in refused.text
    assert client.post("/reviews/decide/", decision_form(cast, **given, margin="2")).status_code == 302
    assert Decision.objects.get().margin == 2.0
    for path in ("/D-0001/", "/reviews/decisions/", "/D-0001/thread/"):
        assert "less than 2.0 points would not matter" in text_of(client, path), path


def test_it_is_carried_out_and_taken_back(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    decision = decided(cast, expect=forecast(series_of(cast)))
    client = signed_in(cast.owner)
    page = text_of(client, "/D-0001/")
    assert "/D-0001/carry-out/" in page
    assert "/D-0001/due/" in page
    refused = client.post("/D-0001/carry-out/", {"on": "2026-04-01", "note": "Soon."})
    assert "Soon." in refused.content.decode()
    assert refused.context["form"].errors["on"]
    given = {"on": TODAY.isoformat(), "note": "From 04:30.", "version": decision.version}
    assert client.post("/D-0001/carry-out/", given).headers["Location"] == "/D-0001/"
    page = text_of(client, "/D-0001/")
    assert "From 04:30." in page
    assert "/D-0001/carry-out/" not in page
    assert "/D-0001/due/" not in page
    assert client.get("/D-0001/carry-out/").status_code == 404
    assert client.post("/D-0001/resume/", {"why": ""}).status_code == 422
    assert client.post("/D-0001/resume/", {"why": "They left."}).status_code == 302
    assert Decision.objects.get().state == "running"
    assert "They left." in text_of(client, "/D-0001/")


def test_what_somebody_else_said_first_is_not_said_over(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    decision = decided(cast)
    move_due(act(cast.leader, why="Crew in May."), decision, due=TODAY + timedelta(days=60))
    response = signed_in(cast.owner).post("/D-0001/carry-out/", {"on": TODAY.isoformat(), "note": "Done", "version": 1})
    assert response.status_code == 409


def test_nothing_is_taken_back_over_somebody_elses_change(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    decision = carry_out_decision(act(cast.leader), decided(cast), on=TODAY)
    stale = {"why": "They left.", "version": decision.version - 1}
    assert signed_in(cast.owner).post("/D-0001/resume/", stale).status_code == 409
    assert Decision.objects.get().state == decision.state


@pytest.mark.parametrize("who", ["quality", "member", "auditor", "reader"])
@pytest.mark.parametrize("verb", ["carry-out", "resume"])
def test_others_find_neither_form(cast: Cast, signed_in: SignIn, who: str, verb: str) -> None:
    tell(cast)
    decision = decided(cast)
    if verb == "resume":
        carry_out_decision(act(cast.owner), decision)
    assert signed_in(cast.leader).get(f"/D-0001/{verb}/").status_code == 200
    assert signed_in(cast.people[who]).get(f"/D-0001/{verb}/").status_code == 404


def test_late_stands_on_the_page_until_it_is_carried_out(cast: Cast, signed_in: SignIn) -> None:
    decision = decided(cast)
    tell_story(act(cast.leader), cast.organisation, day=TODAY + timedelta(days=40), note="A test.")
    client = signed_in(cast.owner)
    assert "10 days late" in text_of(client, "/D-0001/")
    assert "10 days late" in text_of(client, "/my-work/")
    assert "10 days late" in text_of(client, "/reviews/decisions/?due=late")
    carry_out_decision(act(cast.owner, later=timedelta(days=40)), decision)
    for path in ("/D-0001/", "/my-work/", "/reviews/decisions/", "/reviews/decisions/?due=late"):
        assert "days late" not in text_of(client, path)


def test_lists_know_both_dates(cast: Cast, signed_in: SignIn) -> None:
    decided(cast)
    later(cast)
    client = signed_in(cast.leader)
    for path in ("/reviews/decisions/?sort=verdict", "/reviews/decisions/?sort=-verdict"):
        page = text_of(client, path)
        assert page.index("/D-0002/") < page.index("/D-0001/")  # what has no verdict comes last either way
    page = text_of(client, "/reviews/decisions/?verdict=due")
    assert "/D-0002/" in page
    assert "/D-0001/" not in page
    response = client.get("/reviews/decisions/", {"format": "csv"})
    rows = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert {"Carried out by", "Carried out", "Verdict on"} <= set(rows[0].lstrip("\ufeff").split(","))
    assert any("2026-04-01" in row and "2026-05-25" in row for row in rows)


def test_the_list_is_seven_columns_and_the_export_says_the_rest(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    carry_out_decision(act(cast.leader), decided(cast, expect=forecast(series_of(cast))), on=TODAY)
    client = signed_in(cast.leader)
    page = text_of(client, "/reviews/decisions/")
    assert page.count('scope="col"') == 7
    assert "carried out " in page
    assert "verdict due" not in page
    assert 'class="blank" data-label="Fact"' in page
    response = client.get("/reviews/decisions/", {"format": "csv"})
    heads = b"".join(response.streaming_content).decode().splitlines()[0]  # type: ignore[attr-defined]
    assert heads.endswith(
        "Carried out by,Verdict on,Owner,Decided,Carried out,Smallest effect that matters,Forecast for,Times put off,"
        "Unit,Data trust,Why this trust"
    )


def test_what_is_missing_is_named(cast: Cast, signed_in: SignIn) -> None:
    series = series_of(cast)
    given = {"series": series.pk, "todo_1": "Ask Finance", "token": "once"}
    page = signed_in(cast.leader).post("/reviews/decide/", given).content.decode()
    assert "Fill this in" not in page
    for words in (
        "Say what is decided, in one line.",
        "Say why: the reason is kept with the decision.",
        "Say who answers for it: a decision has one owner.",
        "Say for which unit it is decided.",
        "Say by how much: a forecast has a size.",
        "Say on which day forecast and fact are compared.",
        "Say how sure you are, from 1 to 99 %.",
        "Say who does it.",
        "Say by when it is done.",
    ):
        assert words in page, words


def test_deciding_anew(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    decided(cast)
    client = signed_in(cast.leader)
    assert "Second crew from 04:30" in text_of(client, "/D-0001/supersede/")
    response = client.post("/D-0001/supersede/", decision_form(cast, title="End it"))
    assert response.headers["Location"] == "/D-0002/"
    assert "Superseded by" in text_of(client, "/D-0001/")
    assert client.get("/D-0001/supersede/").status_code == 404


def test_a_verdict_that_is_due_is_asked_for_before_deciding_anew(cast: Cast, signed_in: SignIn) -> None:
    later(cast)
    client = signed_in(cast.leader)
    assert "Decide anew" not in text_of(client, "/D-0001/")
    assert "Give the verdict on D-0001" in text_of(client, "/D-0001/supersede/")
    assert "counts neither among our verdicts nor in the calibration" in text_of(client, "/D-0001/judge/")
    day = (TODAY + timedelta(days=200)).isoformat()
    sent = client.post("/D-0001/supersede/", decision_form(cast, title="End it", due=day))
    assert sent.status_code == 422
    assert "The verdict on D-0001 is due" in sent.text
    assert 'value="End it"' in sent.text
    assert 'href="/D-0001/judge/"' in sent.text
    judge_decision(act(cast.leader, later=AFTERWARDS + EVENING), Decision.objects.get(), note="It rose by itself.")
    apart = "judged though not carried out by its day"
    for path in ("/reviews/", "/reviews/calibration/", "/bridge/"):
        assert apart in text_of(client, path)
    assert "Set apart: nobody had said by the day of its verdict" in text_of(client, "/D-0001/")
    assert "D-0001" in text_of(client, "/reviews/decisions/?carried=no")
    assert "D-0001" not in text_of(client, "/reviews/decisions/?carried=yes")


def test_what_one_may_not_see_is_not_there(cast: Cast, signed_in: SignIn) -> None:
    decided(cast)
    client = signed_in(cast.west_owner)
    assert client.get("/D-0001/").status_code == 404
    assert "A second crew" not in text_of(client, "/reviews/decisions/")


def test_the_overview_tells_whether_decisions_worked(cast: Cast, signed_in: SignIn) -> None:
    judge_decision(act(cast.leader, later=AFTERWARDS), later(cast, tasks=False), note="It helped.")
    page = text_of(signed_in(cast.leader), "/reviews/")
    assert "Did our decisions work?" in page
    assert "We were 70 % sure; of the one forecast that could be told, 100 % came true." in page


def test_decisions_filter_and_export(cast: Cast, signed_in: SignIn) -> None:
    judge_decision(act(cast.leader, later=AFTERWARDS), later(cast), note="It helped.")
    client = signed_in(cast.leader)
    assert "D-0001" in text_of(client, "/reviews/decisions/?state=as_forecast")
    assert "D-0001" not in text_of(client, "/reviews/decisions/?forecast=no")
    response = client.get("/reviews/decisions/?format=csv")
    rows = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert "+10.0 points by May 2026, 70 % sure" in rows
    assert "better as forecast" in rows
    assert 'EST,C,"entered by hand, it belongs to no process"' in rows
    assert '/#trust"' in text_of(client, "/reviews/decisions/")


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


def test_the_page_tells_what_was_known_then_and_what_was_corrected_since(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    series = series_of(cast)
    issue = report_problem(act(cast.member), unit=cast.east, title="Late tows", severity="serious")
    client = signed_in(cast.leader)
    posted = decision_form(cast, rests_on=str(series.pk), records=issue.code.lower())
    assert client.post("/reviews/decide/", posted).headers["Location"] == "/D-0001/"
    text = text_of(client, "/D-0001/")
    assert "What we knew then" in text
    assert "70.0\u00a0% in week 9" in text
    assert "Unchanged since." in text
    assert "reported" in text
    rows = [Row(series.pk, TODAY - timedelta(weeks=2), 99.0)]
    record_measurements(act(cast.leader, later=EVENING), unit=cast.office, rows=rows, route="paste", reason="Misread")
    assert "corrected since: 1 value" in text_of(client, "/D-0001/")


def test_an_unknown_record_is_named_and_nothing_typed_is_lost(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    posted = decision_form(cast, records="ISS-0404", reason="Tows are late, Zoë says")
    response = signed_in(cast.leader).post("/reviews/decide/", posted)
    assert response.status_code == 422
    assert "There is no record ISS-0404." in response.text
    assert "Tows are late, Zoë says" in response.text


@operation("test.before_evidence", may=lambda act, arguments: True)
def before_evidence(act: Act, decision: Decision) -> None:
    """As decisions were kept before what they rest on was kept with them."""
    decision.evidence_digest = ""
    decision.save()


def test_an_old_decision_says_that_nothing_was_kept(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    before_evidence(act(cast.leader), decided(cast))
    assert "Not kept: this was decided before" in text_of(signed_in(cast.leader), "/D-0001/")
