"""The mirror in a browser: who may look, what stands there, the file, opening and closing."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from pilothouse.measures.periods import period_before, period_of
from pilothouse.mirror.models import Standing
from pilothouse.mirror.queries import Figure
from pilothouse.mirror.questions import GAPS, QUESTIONS
from pilothouse.mirror.reckoning import look_in_mirror
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import note_leaving
from pilothouse.reviews.models import Presence
from pilothouse.reviews.operations import close_review, note_attendance
from pilothouse.web.mirror.words import why_empty
from tests.cast import EVENING, NOW, act
from tests.stage import Stage

SignIn = Callable[[Person], Client]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_shown_first_to_those_who_steer_then_to_everybody(stage: Stage, signed_in: SignIn) -> None:
    leader, member = signed_in(stage.cast.leader), signed_in(stage.cast.member)
    assert "Nothing has been counted yet" in text(leader, "/mirror/")
    assert member.get("/mirror/").status_code == 404
    assert member.get("/mirror/bunched/").status_code == 404
    assert 'href="/mirror/"' not in text(member, "/bridge/")
    look_in_mirror(NOW + timedelta(days=180))
    assert 'href="/mirror/"' in text(leader, "/bridge/")
    assert leader.post("/mirror/open/", {"word": "Was überrascht euch?"}).status_code == 302
    told = text(member, "/mirror/")
    assert "Managing director opened the mirror" in told
    assert "“Was überrascht euch?”" in told
    assert "Keep it to those who steer" not in told
    assert 'href="/mirror/"' in text(member, "/bridge/")
    assert member.post("/mirror/close/").status_code == 404
    assert leader.post("/mirror/close/").status_code == 302
    assert member.get("/mirror/").status_code == 404


def test_every_question_has_its_page_and_its_lines_in_the_file(stage: Stage, signed_in: SignIn) -> None:
    leader = signed_in(stage.cast.leader)
    look_in_mirror(NOW + timedelta(days=180))
    home = text(leader, "/mirror/")
    for name in (*QUESTIONS, *GAPS):
        assert f'href="/mirror/{name}/"' in home
        assert "Why it matters" in text(leader, f"/mirror/{name}/")
    assert leader.get("/mirror/no-such-question/").status_code == 404
    assert "Too few to tell: in the last year 1 (reviews" not in home
    assert "Processes with an owner" in home
    rows = list(csv.DictReader(io.StringIO(text_of(leader, "/mirror/?format=csv"))))
    assert {row["Figure"] for row in rows} == {str(one.title) for one in (*QUESTIONS.values(), *GAPS.values())}
    owned = next(row for row in rows if row["Figure"] == "Processes with an owner")
    assert (owned["Counted"], owned["Of"], owned["Value"], owned["ISO 9001:2015"]) == (
        "1.0",
        "1.0",
        "100.0",
        "4.4.1, 5.3",
    )
    few = next(row for row in rows if row["Figure"] == "Problems found in the daily work" and row["Of"])
    assert (few["Counted"], few["Value"], few["Note"]) == ("", "", "too few to tell")
    assert leader.get("/mirror/dates-kept/?format=xlsx").headers["Content-Disposition"].endswith('dates-kept.xlsx"')


def text_of(client: Client, address: str) -> str:
    """A streamed file."""
    return b"".join(client.get(address).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_what_speaks_of_few_people_is_hidden_on_page_and_in_the_file(stage: Stage, signed_in: SignIn) -> None:
    for who in (stage.cast.reader, stage.cast.west_owner, stage.cast.auditor):
        note_leaving(act(stage.cast.leader, later=EVENING), who, on=NOW.date())
    look_in_mirror(NOW + timedelta(days=180))
    row = Standing.objects.get(name="signals-answered")
    row.onset, row.found, row.side, row.before, row.after = date(2026, 4, 1), date(2026, 6, 1), -1, 92.0, 61.0
    row.save()
    leader = signed_in(stage.cast.leader)
    page = text(leader, "/mirror/signals-answered/")
    assert "Its latest change" not in page
    assert "Not shown: it tells of the owners of signals, and they are fewer than 5 (2)" in page
    assert "It is told once it speaks of 5." in page
    assert "March 2026" not in page
    assert 'class="chart' not in page
    rows = list(csv.DictReader(io.StringIO(text_of(leader, "/mirror/signals-answered/?format=csv"))))
    assert [(row["Of"], row["Note"][:9]) for row in rows] == [("", "Not shown")]


def test_that_one_person_came_is_told_nowhere(stage: Stage, signed_in: SignIn) -> None:
    cast = stage.cast
    there = {who.pk: (Presence.PRESENT, None) for who in (cast.leader, cast.quality, cast.owner)}
    note_attendance(act(cast.quality, later=EVENING), stage.review, presences=there)
    close_review(act(cast.quality, later=EVENING), stage.review, summary="Seen.")
    look_in_mirror(NOW + timedelta(days=180))
    leader = signed_in(cast.leader)
    for address in ("/mirror/", "/mirror/top-management/", "/bridge/", "/reviews/"):
        assert "Top management was in the room" not in text(leader, address), address
    page = text(leader, "/mirror/top-management/")
    assert "those who hold the role of top management, and they are fewer than 5 (1)" in page
    assert 'href="/mirror/attendance/"' in page, "what tells the like of more people"
    for address in ("/mirror/?format=csv", "/mirror/top-management/?format=csv"):
        rows = csv.DictReader(io.StringIO(text_of(leader, address)))
        led = [row for row in rows if row["Figure"] == "Reviews with top management in the room"]
        assert [(row["Counted"], row["Of"], row["Value"], row["Note"][:9]) for row in led] == [
            ("", "", "", "Not shown")
        ]
    kept = Standing.objects.get(name="top-management")
    assert set(kept.line["numerators"]) == set(kept.line["values"]) == {None}


def test_the_file_holds_the_units_that_the_page_tells(stage: Stage, signed_in: SignIn) -> None:
    look_in_mirror(NOW + timedelta(days=180))
    cast, row = stage.cast, Standing.objects.get(name="dates-kept")
    row.units = [(cast.east.pk, 6, 18.0, 24.0), (cast.west.pk, 5, 1.0, 3.0), (cast.office.pk, 2, None, None)]
    row.save()
    leader, member = signed_in(cast.leader), signed_in(cast.member)
    for address in ("/mirror/?format=csv", "/mirror/dates-kept/?format=csv"):
        rows = csv.DictReader(io.StringIO(text_of(leader, address)))
        told = {row["Unit"]: [row[name] for name in ("People", "Counted", "Of", "Value", "Note")] for row in rows}
        told.pop("")
        assert told == {
            "Airport East": ["6", "18.0", "24.0", "75.0", "the latest year"],
            "Airport West": ["5", "", "3.0", "", "the latest year: too few to tell"],
            "Ålesund Airways": ["2", "", "", "", "the latest year: not shown, too few people"],
        }
    assert leader.post("/mirror/open/", {"word": ""}).status_code == 302
    seen = csv.DictReader(io.StringIO(text_of(member, "/mirror/dates-kept/?format=csv")))
    assert {row["Unit"] for row in seen} == {"", "Airport East"}, "units in sight alone"


def test_a_real_change_is_one_line_on_the_bridge(stage: Stage, signed_in: SignIn) -> None:
    look_in_mirror(NOW)
    row = Standing.objects.get(name="others-active")
    found = period_before(period_of(timezone.now().date(), "month"), "month")
    row.onset, row.found, row.side, row.before, row.after = date(2026, 1, 1), found, -1, 92.0, 61.0
    row.save()
    told = text(signed_in(stage.cast.quality), "/bridge/")
    assert "lower since January 2026: from 92\u00a0% to 61\u00a0%" in told
    assert "lower since January 2026" not in text(signed_in(stage.cast.owner), "/bridge/")


def test_why_a_period_is_not_told() -> None:
    days = [date(2025 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(9, 16)]
    since = [None, days[0], None, None, None, days[4], None]
    line = {
        "periods": [day.isoformat() for day in days],
        "since": [day and day.isoformat() for day in since],
        "numerators": [day and 2.0 for day in since],
        "denominators": [day and 4.0 for day in since],
        "values": [None] * 7,
    }
    figure = Figure(QUESTIONS["dates-kept"], Standing(name="dates-kept", line=line))
    never = "never told: too few people up to the end of the year"
    assert [why_empty(figure, place) for place in range(7)] == [
        "told with a later period", "too few to tell", never, never, "told with a later period", "too few to tell",
        "too few people so far",
    ]  # fmt: skip
