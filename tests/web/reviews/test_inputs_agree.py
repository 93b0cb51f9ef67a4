"""An input counts as looked at by one rule: at the head of the meeting, at its end, in its minutes, and on paper."""

import io
import json
from collections.abc import Callable

from django.test import Client
from python_calamine import CalamineWorkbook

from pilothouse.organisation.models import Person
from pilothouse.paper import workbook_of
from pilothouse.paper.looked import not_seen, passed_over, through_records
from pilothouse.paper.opening import opened
from pilothouse.paper.telling import page_of
from pilothouse.reviews.operations import close_review, freeze_pack
from pilothouse.reviews.queries import checked
from tests.cast import EVENING, Cast, act
from tests.reviews.story import all_present
from tests.web.reviews.stage import prepared, tell, text_of

SignIn = Callable[[Person], Client]
ISSUES, SERIES = "Nonconformities", "Monitoring"


def test_what_was_looked_at_through_a_record_is_told_so_everywhere(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    review, (first, *_others) = prepared(cast, tier="week")
    client = signed_in(cast.quality)
    client.post(f"/{review.code}/items/{first.pk}/look/", {"minute": "Trays."})
    assert "Inputs: 1 of 13 looked at here" in text_of(client, f"/{review.code}/")
    end = client.get(f"/{review.code}/close/").context["unseen_inputs"]
    assert [one.key for one in end] == ["monitoring"], "not what was looked at through a record"
    all_present(cast, review, EVENING)
    close_review(act(cast.quality, later=EVENING), review, summary="Trays.")
    minutes = text_of(client, f"/{review.code}/")
    assert f"1 of 13 looked at, directly or through one of their records: {ISSUES}." in minutes
    pack = freeze_pack(act(cast.quality, later=EVENING), review)
    assert checked(pack).equal
    assert json.loads(pack.body)["looked_through"] == ["nonconformities"]
    told = page_of(pack, [])
    assert (told["through"][: len(ISSUES)], told["passed_over"][: len(SERIES)]) == (ISSUES, SERIES)
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack)))
    rows = book.get_sheet_by_name("Inputs").to_python()[1:]
    assert [row[2] for row in rows] == ["through one of its records", "not looked at"]
    before = opened(pack)
    before.body["looked_through"] = None  # as formats before the eighth
    assert (through_records(before), not_seen(before)) == ("", "not opened directly")
    assert ISSUES in passed_over(before)
