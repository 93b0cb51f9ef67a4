"""Packs on their pages: frozen, taken away, made again, signed with one's password, and nobody else's business."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils.formats import date_format

from pilothouse.measures.operations import record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.organisation.story import key_to
from pilothouse.paper.telling import page_of as printed
from pilothouse.reviews.models import Outcome, Pack, PackCheck, Presence, Rating, Signature
from pilothouse.reviews.operations import freeze_pack, keep_pack, note_attendance, sign_pack
from pilothouse.reviews.queries.packs import drawn_up
from pilothouse.trail.chain import canonical
from tests.cast import NOW, PASSWORD, act
from tests.reviews.packs import by_hand
from tests.reviews.story import decided
from tests.stage import WEEKS, Stage, week

SignIn = Callable[[Person], Client]
YES = dict.fromkeys(("suitable", "adequate", "effective", "aligned"), "yes")


@pytest.fixture
def page(stage: Stage) -> str:
    """The address of a frozen pack."""
    cache.clear()
    freeze_pack(act(stage.cast.quality), stage.review)
    return f"/{stage.review.code}/packs/1/"


def test_a_review_without_packs_says_what_they_are_for(stage: Stage, signed_in: SignIn) -> None:
    text = signed_in(stage.cast.quality).get(f"/{stage.review.code}/packs/").content.decode()
    assert "Nothing is frozen yet" in text
    assert "Freeze what is known now" in text
    assert (
        "Freeze what is known now"
        not in signed_in(stage.cast.member).get(f"/{stage.review.code}/packs/").content.decode()
    )


def test_freezing_leads_to_the_pack(stage: Stage, signed_in: SignIn) -> None:
    answer = signed_in(stage.cast.quality).post(f"/{stage.review.code}/packs/")
    assert answer.headers["Location"] == f"/{stage.review.code}/packs/1/"
    assert Pack.objects.get().by_id == stage.cast.quality.pk


@pytest.mark.parametrize(("part", "begins"), [("pdf/", b"%PDF-"), ("figures/", b"PK"), ("content/", b'{"actions"')])
def test_what_is_taken_away(stage: Stage, signed_in: SignIn, page: str, part: str, begins: bytes) -> None:
    answer = signed_in(stage.cast.owner).get(page + part)
    assert b"".join(answer.streaming_content).startswith(begins)
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{stage.review.code}-1.')


def test_it_says_how_many_chains_hold_and_what_is_missing(stage: Stage, signed_in: SignIn, page: str) -> None:
    html = signed_in(stage.cast.leader).get(page).content.decode()
    told = " ".join(re.sub("<[^>]*>", " ", html).split())
    assert "Unbroken chains 1 of 1 objectives" in told
    assert "Worked on 1 of 1 objectives" in told
    assert "Gaps 0 Tied indicators 0" in told


def test_made_again_it_names_the_figure_and_the_week_that_differ(stage: Stage, signed_in: SignIn, page: str) -> None:
    altered_in = f"series_id = {stage.series.pk} AND period = '{week(WEEKS - 1).isoformat()}'"
    by_hand(f"UPDATE measures_measurement SET value = 0.99 WHERE {altered_in}")
    client = signed_in(stage.cast.owner)
    client.post(f"{page}check/")
    text = client.get(page).content.decode()
    when = date_format(week(WEEKS - 1), "j F Y")
    assert f"{stage.indicator.code} Departures on time, EST, %, week of {when}<br>" in text
    assert f"figures[0].values[{WEEKS - 1}]</code>" in text


def test_made_again_it_says_equal_and_the_next_one_tells_what_was_corrected(
    stage: Stage, signed_in: SignIn, page: str
) -> None:
    client = signed_in(stage.cast.owner)
    assert "Nobody has tried yet" in client.get(page).content.decode()
    assert client.post(f"{page}check/").headers["Location"] == f"{page}#again"
    text = client.get(page).content.decode()
    assert "equal to the byte" in text
    assert "Last made again" in text
    by_first = PackCheck.objects.get().at
    signed_in(stage.cast.leader).post(f"{page}check/")
    assert PackCheck.objects.get().at == by_first  # once a minute is enough
    PackCheck.objects.update(outcome=Outcome.EDITION, made_by="1.1.1", here="2.2.1", figures=2)
    text = client.get(page).content.decode()
    assert "Whole, and judged by another edition of the engine" in text
    assert "Made by edition 1.1.1 of the engine" in text
    assert "2 figures would be told otherwise today." in text
    assert "Not equal" not in text
    later = act(stage.cast.quality, later=timedelta(days=1))
    row = Row(stage.series.pk, week(WEEKS - 1), None, 100.0, 1_000.0)
    record_measurements(later, unit=stage.cast.east, rows=[row], route="form", reason="Counted twice")
    freeze_pack(act(stage.cast.quality, later=timedelta(days=2)), stage.review)
    assert "10.0 %" in client.get(page.replace("/1/", "/2/")).content.decode()
    assert f"{stage.review.code}/2</a>" in client.get(page).content.decode()
    assert client.get(f"/{stage.review.code}/packs/").content.decode().count("superseded") == 1


def test_an_altered_pack_is_no_file_and_its_signature_not_valid(stage: Stage, signed_in: SignIn, page: str) -> None:
    frozen = Pack.objects.get()
    yes = dict.fromkeys(YES, Rating.YES)
    sign_pack(act(stage.cast.leader), frozen, **yes)
    by_hand = connection.connection.cursor()  # past Django, as the owner of the database can
    by_hand.execute("""UPDATE reviews_pack SET body = REPLACE(body, '"title":"', '"title":"Not ')""")
    client = signed_in(stage.cast.quality)
    for part in ("pdf/", "figures/", "content/"):
        assert client.get(page + part).headers.get("Location") == page
    text = client.get(page).content.decode()
    assert "does not leave as a file" in text
    assert "Not valid: it was given for another text." in text
    assert "Somebody has changed its text from outside" in text
    assert 'href="pdf/"' not in text
    altered = Pack.objects.get()
    assert [one["fault"] for one in printed(altered, altered.signatures.all())["signatures"]] == [
        "Not valid: it was given for another text."
    ]


def test_who_takes_part_and_does_not_see_the_unit_reads_no_pack(stage: Stage, signed_in: SignIn, page: str) -> None:
    guest = stage.cast.west_owner
    note_attendance(act(stage.cast.quality), stage.review, presences={guest.pk: (Presence.PRESENT, None)})
    client = signed_in(guest)
    assert client.get(f"/{stage.review.code}/").status_code == 200
    assert stage.review.code + "/1" not in client.get(f"/{stage.review.code}/packs/").content.decode()
    for part in ("", "pdf/", "figures/", "content/", "sign/"):
        assert client.get(page + part).status_code == 404


def test_only_the_right_password_signs_and_what_was_chosen_stays(stage: Stage, signed_in: SignIn, page: str) -> None:
    client = signed_in(stage.cast.leader)
    answer = client.post(f"{page}sign/", {**YES, "adequate": "partly", "note": "No owner", "password": "wrong"})
    assert answer.status_code == 422
    assert "This is not your password." in answer.content.decode()
    assert "No owner" in answer.content.decode()
    assert not Signature.objects.exists()
    answer = client.post(f"{page}sign/", {**YES, "password": PASSWORD})
    assert answer.headers["Location"] == page
    assert Signature.objects.get().by_id == stage.cast.leader.pk


def test_wrong_passwords_lock_out_as_at_the_door(stage: Stage, signed_in: SignIn, page: str) -> None:
    client = signed_in(stage.cast.leader)
    for _ in range(7):
        client.post(f"{page}sign/", {**YES, "password": "wrong"})
    client.post(f"{page}sign/", {**YES, "password": PASSWORD})
    assert not Signature.objects.exists()


def test_a_pack_of_a_later_version_is_told_and_not_read(stage: Stage, signed_in: SignIn) -> None:
    drawn = drawn_up(stage.review, NOW)
    keep_pack(act(stage.cast.quality), stage.review, drawn=replace(drawn, body=canonical({"format": 99})))
    page, client = f"/{stage.review.code}/packs/1/", signed_in(stage.cast.leader)
    for part in ("pdf/", "figures/"):
        assert client.get(page + part).headers["Location"] == page
    assert b"".join(client.get(f"{page}content/").streaming_content) == b'{"format":99}'
    text = client.get(page).content.decode()
    assert "A newer version of the product froze" in text
    assert 'href="sign/"' not in text


def test_the_form_of_a_signature_answers_nothing_for_anybody(stage: Stage, signed_in: SignIn, page: str) -> None:
    client = signed_in(stage.cast.leader)
    text = client.get(f"{page}sign/").content.decode()
    assert text.count('type="radio"') == 12
    assert " checked" not in text
    answer = client.post(f"{page}sign/", {"password": PASSWORD})
    assert answer.content.decode().count("Say yes, partly or no: nobody answers for you.") >= 4
    assert not Signature.objects.exists()


def test_an_answer_that_is_not_yes_asks_which_decision_changes_it(stage: Stage, signed_in: SignIn, page: str) -> None:
    client, decision = signed_in(stage.cast.leader), decided(stage.cast, review=stage.review)
    given = {**YES, "effective": "no", "password": PASSWORD}
    answer = client.post(f"{page}sign/", given)
    assert "Say which decision changes what is not yes, or in a line why there is none." in answer.content.decode()
    assert f"{decision.code}" in answer.content.decode()
    client.post(f"{page}sign/", {**given, "decisions": decision.pk, "note": "Late for months"})
    assert Signature.objects.get().note == f"{decision.code}. Late for months"


def test_who_came_into_a_demonstration_by_its_link_is_told_that_they_cannot_sign(
    stage: Stage, signed_in: Callable[[Person], Client]
) -> None:
    pack, said = freeze_pack(act(stage.cast.quality), stage.review), "by the link of the demonstration cannot sign"
    page = f"/{stage.review.code}/packs/{pack.number}/sign/"
    tell_story(act(stage.cast.leader), stage.cast.organisation, day=NOW.date(), note="A story.")
    known = signed_in(stage.cast.leader)
    assert said not in known.get(page).content.decode()
    guest = Client()
    guest.post(f"/enter/{key_to(stage.cast.organisation)}/", {"account": stage.cast.leader.account.pk})
    assert said in guest.get(page).content.decode()
