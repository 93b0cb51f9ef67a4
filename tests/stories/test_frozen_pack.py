"""A pack is frozen, signed by top management and checked; later corrections change nothing in it and are told by the
next one; a copy that somebody altered is found out.
"""

import json
from datetime import timedelta

from django.utils import timezone

from pilothouse.measures.models import Route
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.rules import Row
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Pack, Signature
from pilothouse.reviews.queries import checked
from pilothouse.trail.verify import verify
from tests.cast import NOW, PASSWORD, act
from tests.stage import Stage, week
from tests.stories.test_monthly_meeting import client_of

RATINGS = dict.fromkeys(("suitable", "adequate", "effective", "aligned"), "yes")


def test_a_pack_is_frozen_signed_and_checked_again(stage: Stage) -> None:
    cast, place = stage.cast, f"/{stage.review.code}/packs/"
    quality, leader = client_of(cast.quality), client_of(cast.leader)
    assert quality.post(place).status_code == 302
    first = Pack.objects.get()
    page = f"{place}{first.number}/"
    assert leader.post(f"{page}sign/", {**RATINGS, "password": "not mine"}).status_code == 422
    assert leader.post(f"{page}sign/", {**RATINGS, "note": "Seen.", "password": PASSWORD}).status_code == 302
    assert Signature.objects.get().digest == first.digest
    paper = leader.get(f"{page}pdf/").getvalue()
    assert paper[:5] == b"%PDF-"
    assert checked(first).equal

    # What is corrected later changes nothing in it.
    late = timezone.now() - NOW + timedelta(minutes=1)  # pages are signed on the day of this machine
    corrected = [Row(stage.series.pk, week(20), None, 500.0, 1_000.0)]
    record_measurements(
        act(cast.owner, later=late), unit=cast.east, rows=corrected, route=Route.PASTE, reason="Counted twice."
    )
    assert checked(Pack.objects.get(pk=first.pk)).equal
    assert leader.get(f"{page}pdf/").getvalue() == paper

    assert quality.post(place).status_code == 302
    second = Pack.objects.exclude(pk=first.pk).get()
    told = page_of(second, [])["corrected"]
    assert [one["was"] for one in told if "50" in one["now"]], "the next one opens with what changed"

    # A copy in which somebody has made a figure better is not what was frozen.
    copy = Pack.objects.get(pk=first.pk)
    body = json.loads(copy.body)
    body["figures"][0]["values"][0] += 1.0
    copy.body = json.dumps(body)
    assert not checked(copy).equal
    assert verify().whole
