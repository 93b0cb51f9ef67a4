"""Access and roles in the browser: the link shown once, its one use, and who may not."""

import re
from collections.abc import Callable

from django.test import Client

from pilothouse.organisation.models import Account, Assignment, Person
from pilothouse.organisation.operations import add_person
from pilothouse.organisation.roles import Right, Role
from pilothouse.trail.models import Entry
from tests.cast import Cast, act

SignIn = Callable[[Person], Client]
NEW = "a brand new sentence"


def link_for(client: Client, person: Person) -> str:
    """The path of the link that giving access shows."""
    answer = client.post(f"/organisation/people/{person.pk}/access/")
    found = re.search(r'value="http://testserver(/accounts/password/reset/key/[^"]+)"', answer.content.decode())
    assert found is not None
    assert answer.headers["Cache-Control"] == "no-store"
    return found[1]


def choose(link: str, password: str) -> Client:
    """Follow the link in a fresh browser and choose a password."""
    client = Client()
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": password, "password2": password})
    return client


def test_the_link_lets_its_owner_choose_a_password_once(cast: Cast, signed_in: SignIn) -> None:
    person = add_person(act(cast.leader), unit=cast.east, name="Loader", email="l@example.org", role=Role.MEMBER)
    link = link_for(signed_in(cast.quality), person)
    choose(link, NEW)
    assert Account.objects.get(person=person).check_password(NEW)
    signing_in = {"login": "l@example.org", "password": NEW}
    assert Client().post("/accounts/login/", signing_in).status_code == 302
    used_up = Client().get(link)
    assert used_up.status_code == 200
    assert "This link is used up" in used_up.content.decode()


def test_a_new_link_ends_the_old_password_and_is_in_the_history(cast: Cast, signed_in: SignIn) -> None:
    before = Entry.objects.filter(name="person.access_given").count()
    link = link_for(signed_in(cast.leader), cast.member)
    assert not Account.objects.get(person=cast.member).check_password("correct horse battery")
    assert Entry.objects.filter(name="person.access_given").count() == before + 1
    assert not Entry.objects.filter(body__contains=link.rpartition("-")[2].strip("/")).exists()


def test_without_an_address_it_says_so(cast: Cast, signed_in: SignIn) -> None:
    person = add_person(act(cast.leader), unit=cast.east, name="Loader")
    answer = signed_in(cast.leader).post(f"/organisation/people/{person.pk}/access/", follow=True)
    assert "needs an e-mail address" in answer.content.decode()
    assert not Account.objects.filter(person=person).exists()


def test_withdrawing_ends_running_sessions(cast: Cast, signed_in: SignIn) -> None:
    theirs = signed_in(cast.member)
    assert theirs.get("/me/").status_code == 200
    signed_in(cast.leader).post(f"/organisation/people/{cast.member.pk}/access/withdraw/")
    assert theirs.get("/me/").status_code == 302


def test_nobody_takes_over_an_account_with_more_rights(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.quality).post(f"/organisation/people/{cast.leader.pk}/access/", follow=True)
    assert "further than your own rights" in answer.content.decode()
    assert "password/reset/key" not in answer.content.decode()
    assert Account.objects.get(person=cast.leader).check_password("correct horse battery")


def test_give_and_take_back_a_role(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in(cast.leader), f"/organisation/people/{cast.member.pk}/roles/"
    client.post(address, {"role": "process_owner", "unit": cast.west.pk})
    assert Person.objects.get(pk=cast.member.pk).may(Right.DEFINE, cast.west.path)
    held = Assignment.objects.get(person=cast.member, role="process_owner")
    client.post(f"{address}{held.pk}/withdraw/")
    assert not Person.objects.get(pk=cast.member.pk).may(Right.DEFINE, cast.west.path)


def test_the_last_leader_stays(cast: Cast, signed_in: SignIn) -> None:
    held = Assignment.objects.get(role=Role.TOP_MANAGEMENT)
    address = f"/organisation/people/{cast.leader.pk}/roles/{held.pk}/withdraw/"
    assert "last member of top management" in signed_in(cast.leader).post(address, follow=True).content.decode()
    assert Assignment.objects.filter(pk=held.pk).exists()


def test_who_may_not_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    held = Assignment.objects.get(person=cast.member)
    for person in (cast.owner, cast.reader, cast.auditor):
        client, root = signed_in(person), f"/organisation/people/{cast.member.pk}/"
        for verb in ("access/", "access/withdraw/", "roles/", f"roles/{held.pk}/withdraw/"):
            assert client.post(root + verb, {"role": "reader", "unit": cast.east.pk}).status_code == 404
    assert signed_in(cast.leader).get(f"/organisation/people/{cast.member.pk}/access/").status_code == 405
    wrong = f"/organisation/people/{cast.owner.pk}/roles/{held.pk}/withdraw/"
    assert signed_in(cast.leader).post(wrong).status_code == 404
