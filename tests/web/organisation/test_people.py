"""People in the browser: listed, added, corrected, moved, gone."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import add_person, note_leaving
from pilothouse.organisation.roles import Role
from pilothouse.records.climbing import climbs_of
from tests.cast import NOW, Cast, act
from tests.improvement.story import LATER, planned
from tests.web.records.stage import exported

SignIn = Callable[[Person], Client]


def test_list_search_and_those_who_left(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.leader)
    assert "Ramp agent Zoë" in client.get("/organisation/people/").content.decode()
    page = client.get("/organisation/people/?q=ramp").content.decode()
    assert "Ramp agent Zoë" in page
    assert "Internal auditor" not in page
    leaving = {"on": "2026-03-02", "version": cast.member.version}
    client.post(f"/organisation/people/{cast.member.pk}/left/", leaving)
    assert "Ramp agent Zoë" not in client.get("/organisation/people/").content.decode()
    assert "Ramp agent Zoë" in client.get("/organisation/people/?left=1").content.decode()
    assert "Has left" in client.get(f"/organisation/people/{cast.member.pk}/").content.decode()


def test_what_somebody_leaves_behind_is_handed_over_as_a_whole(cast: Cast, signed_in: SignIn) -> None:
    action = planned(cast)
    client, late = signed_in(cast.leader), LATER + timedelta(days=1)
    assert [climb.level for climb in climbs_of(action, late)] == [0]
    note_leaving(act(cast.leader), cast.member, on=NOW.date())
    # From the first day on it stands with whoever leads the unit.
    assert [(climb.level, climb.people) for climb in climbs_of(action, late)] == [(1, {cast.owner.pk})]
    page = client.get(f"/organisation/people/{cast.member.pk}/").content.decode()
    assert action.title in page
    (link,) = re.findall(r'href="(/records/hand-over/[^"]+)"[^>]*>.*?Hand over all of it', page)
    assert action.code in client.get(unescape(link)).content.decode()
    back = f"/organisation/people/{cast.member.pk}/"
    given = {"pick": f"{action.code}:{action.version}", "owner": cast.owner.pk, "back": back}
    assert client.post("/records/hand-over/", given).headers["Location"] == back
    assert "Hand over all of it" not in client.get(back).content.decode()


def test_people_leave_as_a_file_in_the_order_asked_for(cast: Cast, signed_in: SignIn) -> None:
    add_person(act(cast.leader), unit=cast.west, name="=HYPERLINK(1)", email="", role=Role.MEMBER)
    client = signed_in(cast.leader)
    assert [row[0] for row in exported(client, "/organisation/people/?format=csv&q=ag&sort=name")] == [
        "Managing director", "Quality manager", "Ramp agent Zoë", "Station manager East", "Station manager West",
    ]  # fmt: skip
    rows = {row[0]: row[1:] for row in exported(client, "/organisation/people/?format=csv&sort=-unit")}
    assert rows["Ramp agent Zoë"] == ["EST", "Member EST", "yes", ""]
    assert "'=HYPERLINK(1)" in rows
    assert client.get("/organisation/people/?format=xlsx").headers["Content-Type"].endswith("sheet")
    east = {row[0] for row in exported(signed_in(cast.member), "/organisation/people/?format=csv")}
    assert east == {"Ramp agent Zoë", "Reader East", "Station manager East"}


def test_the_system_person_is_nobody_to_look_at(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.leader).get(f"/organisation/people/{cast.system.pk}/").status_code == 404


def test_add_change_move(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.quality)
    words = {"name": "Loader", "email": "l@example.org", "unit": cast.east.pk, "role": "member"}
    answer = client.post("/organisation/people/add/", words)
    made = Person.objects.get(name="Loader")
    assert answer.headers["Location"] == f"/organisation/people/{made.pk}/"
    assert made.has(Role.MEMBER)
    client.post(
        f"/organisation/people/{made.pk}/change/", {"name": "Lead loader", "email": "", "version": made.version}
    )
    made.refresh_from_db()
    assert (made.name, made.email) == ("Lead loader", "")
    client.post(f"/organisation/people/{made.pk}/move/", {"unit": cast.west.pk, "version": made.version})
    made.refresh_from_db()
    assert made.unit == cast.west


def test_nobody_adds_more_rights_than_they_hold(cast: Cast, signed_in: SignIn) -> None:
    words = {"name": "Boss", "email": "", "unit": cast.office.pk, "role": "top_management"}
    answer = signed_in(cast.quality).post("/organisation/people/add/", words)
    assert answer.status_code == 422
    assert "further than your own rights" in answer.content.decode()
    assert not Person.objects.filter(name="Boss").exists()


def test_e_mail_addresses_are_for_administrators_and_oneself(cast: Cast, signed_in: SignIn) -> None:
    address = f"/organisation/people/{cast.owner.pk}/"
    assert "owner@example.org" in signed_in(cast.leader).get(address).content.decode()
    assert "owner@example.org" in signed_in(cast.owner).get(address).content.decode()
    assert "owner@example.org" not in signed_in(cast.member).get(address).content.decode()


def test_people_of_units_one_does_not_see_are_not_there(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.reader)
    assert client.get(f"/organisation/people/{cast.west_owner.pk}/").status_code == 404
    assert "Station manager West" not in client.get("/organisation/people/").content.decode()


def test_who_may_not_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.owner)
    assert client.get("/organisation/people/add/").status_code == 404
    for verb in ("change", "move", "left"):
        assert client.get(f"/organisation/people/{cast.member.pk}/{verb}/").status_code == 404


def test_my_account_tells_what_i_may_do(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.reader).get("/me/").content.decode()
    assert "reader@example.org" in page
    assert "read what the unit holds" in page
    assert "enter measurements" not in page
    assert "/accounts/password/change/" in page


def test_rights_are_shown_to_everybody_as_the_product_reads_them(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.reader).get("/organisation/rights/").content.decode()
    assert "decide in a review and judge decisions" in page
    assert page.count('<tr><th scope="row">') == 12
