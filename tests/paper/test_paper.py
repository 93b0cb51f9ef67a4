"""Packs on paper: real PDF, real workbook, the same bytes every time, and no text is an instruction."""

import io
import json
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from pilothouse.measures.operations import define_indicator, open_series
from pilothouse.organisation.operations import change_organisation
from pilothouse.paper import pdf_of, workbook_of
from pilothouse.paper.corrected import corrected
from pilothouse.paper.letters import in_words
from pilothouse.paper.opening import opened
from pilothouse.paper.printing import data_of
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Pack, Rating, Reading
from pilothouse.reviews.operations import (
    Marked,
    freeze_pack,
    look_at_input,
    mark_agenda,
    plan_review,
    prepare_review,
    sign_pack,
)
from pilothouse.reviews.queries import checked
from tests.cast import NOW, act
from tests.stage import WEEKS, Stage


@pytest.fixture
def pack(stage: Stage) -> Pack:
    define_hostile(stage)
    return freeze_pack(act(stage.cast.quality), stage.review)


def define_hostile(stage: Stage) -> None:
    """An indicator whose title would do harm if anything took it for more than a text."""
    indicator = define_indicator(
        act(stage.cast.leader), unit=stage.cast.east, owner=stage.cast.owner,
        title='=1+1 #panic("x") $y$ <svg onload=x> Übersicht Ærø', definition="#read(\"/etc/passwd\")",
        unit_of_measure="%", value_kind="value", direction="up", frequency="week",
    )  # fmt: skip
    open_series(act(stage.cast.leader), indicator, unit=stage.cast.east)


def test_the_pdf_is_tagged_archivable_and_the_same_twice(stage: Stage, pack: Pack) -> None:
    made = pdf_of(pack)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert b"pdfaid" in made
    assert b"pdfuaid" in made
    assert made == pdf_of(Pack.objects.get(pk=pack.pk))


def test_what_no_typeface_has_is_marked_and_spoils_nothing(stage: Stage, pack: Pack) -> None:
    review = stage.review
    review.summary = "🚀 品 \x01 \ue000 " + "x" * 300 + " ÄÖÜßéñŁőŽ Ωδ Привет € → ≤ −"
    pack.body = pack.body.replace('"summary":""', f'"summary":{json.dumps(review.summary)}')
    assert "🚀" in page_of(pack, [])["summary"]
    assert pdf_of(pack).startswith(b"%PDF-")


def test_what_is_copied_from_paper_is_printed_to_the_letter(pack: Pack) -> None:
    given = json.loads(data_of(pack, [], None))
    assert (given["digest"], given["checkpoint"]) == (pack.digest, f"{pack.entries} {pack.root}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("🚀 go 品質 جودة 👍🏽", "🚀 go 品質 جودة 👍🏽"),
        ("ᎠᎡ ᎢᎣ", "[4 letters: Cherokee]"),
        ("a\u202eb", "ab"),
        ("a\x01\ue000", "a[sign U+0001][sign U+E000]"),
        ("Đặng Thị Ærø Ω Привет → ≤ −5 €", "Đặng Thị Ærø Ω Привет → ≤ −5 €"),
        ("𝄞️", "[musical symbol g clef]"),
    ],
)
def test_what_the_typeface_has_not_is_told_in_words(text: str, said: str) -> None:
    assert in_words(text) == said


def test_facts_that_were_redefined_are_told_in_words(stage: Stage, pack: Pack) -> None:
    body = json.loads(pack.body)
    seen = {"series": stage.series.pk, "name": "Departures"}
    facts = (("direction", "up", "down"), ("kind", "value", "proportion"), ("season", None, 52),
             ("target", "85.0 by 2026-12-31", None), ("owner", "", "Ann"),
             ("trust", {"label": "A", "weaknesses": []}, {"label": "C", "weaknesses": ["by_hand", "file"]}),
             ("baseline", None, {"first": "2025-06-02", "last": "2025-11-10", "left_out": ["2025-06-09"],
                                 "reason": "New stands", "at": "2026-03-01T23:30:00+00:00"}))  # fmt: skip
    body["figures_changed"] = [
        {"series": None, "name": "", "what": "engine", "was": "1.1.1", "now": "2.2.1"},
        {"series": None, "name": "", "what": "budget", "was": {"fap60": 0.15, "reason": "", "at": None}, "now": None},
        *({**seen, "what": what, "was": was, "now": now} for what, was, now in facts),
    ]
    pack.body = json.dumps(body)
    told = corrected(opened(pack))
    assert [one["name"] for one in told] == [*2 * ["every figure"], *len(facts) * ["Departures"]]
    body["figures_changed"] = [seen | {"what": "owner", "was": "Bo", "now": "Ann", "name": at} for at in ("JFK", "LGA")]
    pack.body = json.dumps(body)
    assert [one["name"] for one in corrected(opened(pack))] == ["JFK; LGA"], "the same change is one row"
    assert [(one["what"], one["was"], one["now"]) for one in told] == [
        ("the edition of the engine that judges", "1.1.1", "2.2.1"),
        ("how many false alarms are borne", "15.0 % within 60 values", "–"),
        ("which way is better", "higher is better", "lower is better"),
        ("what its values are", "value (measured)", "proportion (part of a whole)"),
        ("its season", "–", "52 periods"),
        ("its target", "85.0 % by 31 Dec 2026", "–"),
        ("who answers for it", "–", "Ann"),
        ("how far it can be trusted", "A", "C: entered by hand, from files that somebody makes"),
        ("its limits", "–", "fixed by 2 Jun 2025 to 10 Nov 2025, 1 left out, since 2 Mar 2026: New stands"),
    ]


def test_a_pack_of_the_first_format_says_what_it_does_not_hold(stage: Stage, pack: Pack) -> None:
    later = {"risks", "requests", "inputs", "opportunities"}
    body = {name: value for name, value in json.loads(pack.body).items() if name not in later}
    for figure in body["figures"]:
        del figure["earlier"]
    pack.body = json.dumps(body | {"format": 1})
    assert (page_of(pack, [])["risks"], page_of(pack, [])["inputs"]) == (None, None)
    assert pdf_of(pack).startswith(b"%PDF-")
    assert workbook_of(pack).startswith(b"PK")


def test_what_was_looked_at_and_read_before_stands_on_paper_without_names(stage: Stage) -> None:
    cast, by = stage.cast, act(stage.cast.quality)
    review = plan_review(
        by, unit=cast.office, owner=cast.leader, title="Weekly", on=NOW.date(), tier="week",
        since=NOW.date().replace(month=1), attendees=[cast.owner],
    )  # fmt: skip
    item = prepare_review(by, review)[0]
    question = Marked(item.record_id, "", Reading.QUESTION, "How much #fuel?")
    mark_agenda(act(cast.leader), review, marks=[question, Marked(None, "monitoring", Reading.SEEN)])
    look_at_input(by, review, input="monitoring", minute="Two feeds are late.")
    made = freeze_pack(by, review)
    assert checked(made).equal
    body, told = json.loads(made.body), page_of(made, [])
    assert [(one["input"], one["minute"]) for one in body["looks"]] == [("monitoring", "Two feeds are late.")]
    assert (told["looks"][0]["clause"], told["passed_over"]) == ("9.3.2 c 5", "Nonconformities (9.3.2 c 4)")
    assert told["read_before"]["said"].startswith("1 of 2 ")
    assert [(one["marks"], one["said"]) for one in told["read_before"]["items"]] == [
        ("1 × question", ["How much #fuel?"])
    ]
    assert cast.leader.name not in json.dumps(body["read_before"])
    assert pdf_of(made).startswith(b"%PDF-")
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(made)))
    inputs, read = (book.get_sheet_by_name(name).to_python() for name in ("Inputs", "Read before"))
    assert [row[2] for row in inputs[1:]] == ["2 Mar 2026", "not looked at"]
    assert [row[1:] for row in read[1:]] == [[0, 1, 0, "How much #fuel?"], [1, 0, 0, ""]]


def test_a_signature_stands_on_paper(stage: Stage, pack: Pack) -> None:
    ratings = dict.fromkeys(("suitable", "adequate", "effective"), Rating.YES)
    sign_pack(act(stage.cast.leader), pack, **ratings, aligned=Rating.NO, note="Two objectives compete")
    signed = page_of(pack, list(pack.signatures.all()))["signatures"]
    assert [one["note"] for one in signed] == ["Two objectives compete"]
    assert pdf_of(pack, list(pack.signatures.all())) != pdf_of(pack)


def test_page_one_says_what_changed_how_it_goes_and_how_far_to_trust_it(stage: Stage, pack: Pack) -> None:
    told = page_of(pack, [])
    (changed,) = told["changed"]
    assert (changed["tone"], changed["rests"]) == ("worse", {"trust": "C", "note": "1"})
    assert "lower since week" in changed["said"]
    assert told["false"].startswith("1 of 1 series that can be judged stand out")
    assert told["false"].endswith("1 cannot be judged yet.")
    assert [(one["wanted"], one["rests"]["note"]) for one in told["objectives"]] == [("85.0 %", "1")]
    assert told["legend"].endswith("their source: 1 pasted.")
    assert {one["name"] for one in told["figures"] if one["empty"]} == {
        '=1+1 #panic("x") $y$ <svg onload=x> Übersicht Ærø, EST'
    }


def test_one_of_a_kind_and_what_was_not_forecast_read_well(pack: Pack) -> None:
    body = json.loads(pack.body)
    one = {
        "code": "D-0001", "title": "A second crew", "owner": None, "due": "2026-05-01", "first_due": "2026-05-01",
        "choice": "From 04:30", "reason": "Late tows", "series": None, "effect": [None, None, None], "review": None,
        "said": "It went well.", "state": "no_change", "forecast": None,
    }  # fmt: skip
    forecast = {"size": 2.0, "direction": "up", "by": "2026-05-01", "confidence": 80}
    body["decisions"] = [one, one | {"forecast": forecast, "said": ""}]
    body["silent"] |= {"signals": ["SIG-0001"], "actions": ["ACT-0001", "ACT-0002"]}
    pack.body = json.dumps(body)
    told = page_of(pack, [])
    assert [one["judged"] for one in told["decisions"]] == [
        "no change. It went well.", "no change; expected +2.0 by 1 May 2026, 80 % sure.",
    ]  # fmt: skip
    assert "1 signal without an answer in time: SIG-0001" in told["silent"]
    assert "2 actions overdue: ACT-0001, ACT-0002" in told["silent"]


def test_days_are_those_of_the_organisation_and_a_chance_has_both_ends(stage: Stage, pack: Pack) -> None:
    change_organisation(act(stage.cast.leader), stage.cast.organisation, name="Airport", zone="America/New_York")
    body = json.loads(pack.body)
    figure = next(one for one in body["figures"] if one["points"])
    figure["source"] |= {"at": "2026-03-02T02:30:00+00:00"}
    figure["target"] |= {"next": [0.2, 0.6]}
    pack.body = json.dumps(body)
    assert any("1 Mar 2026" in one["source"] for one in page_of(pack, [])["figures"])
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack))).get_sheet_by_index(0).to_python()
    row = next(row for row in rows if row[0] == figure["indicator"])
    assert [row[head.index(f"Chance next, {end}")] for end in ("lowest", "highest")] == [0.2, 0.6]


def test_values_that_one_sheet_cannot_hold_go_on_another(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilothouse.paper.sheet._MOST", WEEKS - 10)
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack)))
    assert book.sheet_names[1:3] == ["Values", "Values 2"]
    first, second = (book.get_sheet_by_name(name).to_python() for name in ("Values", "Values 2"))
    assert (len(first), len(second), first[0]) == (1 + WEEKS - 10, 11, second[0])


def test_the_workbook_holds_every_value_and_no_formula(stage: Stage, pack: Pack) -> None:
    made = workbook_of(pack)
    assert made == workbook_of(Pack.objects.get(pk=pack.pk))
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    figures, values, about = (book.get_sheet_by_index(place).to_python() for place in range(3))
    assert [row[1] for row in figures[1:]][-1].startswith("=1+1")
    assert len(values) == 1 + WEEKS
    assert [type(row[4]) for row in values[1:]] == [date] * WEEKS
    assert [about[0], about[4]] == [["Pack", str(pack)], ["Digest", pack.digest]]
    assert book.sheet_names[-7:] == [
        "Objectives", "Gaps", "Decisions", "Actions", "Agenda", "Who owes what", "Changed since seen"
    ]  # fmt: skip
    goals, _gaps, decided, _actions, agenda, owed, _seen = (
        book.get_sheet_by_name(name).to_python() for name in book.sheet_names[-7:]
    )
    assert [row[6:8] for row in goals[1:]] == [[85.0, date(2026, 12, 31)]]
    assert [row[8:11] for row in decided[1:]] == [[6.0, "up", date(2026, 6, 1)]]
    assert [row[0] for row in agenda[1:]][:1] == [stage.signal.code]
    assert [row[:2] for row in owed[1:]] == [[stage.decision.owner.name, stage.decision.code]]
    assert figures[1][20] == "yes"


def test_a_number_about_risk_or_effect_says_on_what_it_rests(stage: Stage, pack: Pack) -> None:
    body, here = json.loads(pack.body), stage.series.pk
    (proof,), (asked,) = body["verifications"], body["requests"]
    effect = [5.0, 2.0, 8.0]
    told_here, elsewhere = {"trust": "C", "note": "1"}, {"trust": "", "note": "*"}
    body["verifications"] = [proof | {"effect": effect, "series": here}, proof | {"effect": [None, None, None]}]
    body["requests"] = [asked | {"effect": effect, "series": 4711, "people": 1.0}]
    trip = {"series": here, "period": "2026-02-23", "value": 68.0, "answer": "", "by": "", "reason": ""}
    estimate = {"at": "2026-03-01T12:00:00+00:00", "by": "Ann", "basis": "three winters"}
    base = {name: proof[name] for name in ("code", "title", "owner", "due", "first_due")}
    body["risks"] = [
        base | {"state": "tripped", "cause": "", "consequence": "", "likelihood": None, "impact": None, "yearly": 12.0,
                "estimate": estimate, "accepted_by": "", "acceptance": "", "at_stake": [],
                "trips": [trip, trip | {"series": None}]},
    ]  # fmt: skip
    pack.body = json.dumps(body)
    told = page_of(pack, [])
    assert [one["rests"] for one in told["verifications"]] == [told_here, None]
    assert [(one["rests"], one["size"]) for one in told["requests"]] == [(elsewhere, "40\u202f000, 1 person")]
    (risk,) = told["risks"]
    assert risk["estimate"] == "by Ann on 1 Mar 2026: three winters"
    assert [one["rests"] for one in risk["warnings"]] == [told_here, {"trust": "", "note": ""}]
    assert told["legend"].endswith("1 pasted; * of a series that is not among the figures of this pack.")
    assert pdf_of(pack).startswith(b"%PDF-")
