"""Policy and themes in the browser."""

from collections.abc import Callable

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.strategy.models import Policy, Theme
from tests.cast import Cast
from tests.web.strategy.aims import aims_of

SignIn = Callable[[Person], Client]


def test_a_policy_stated_anew_replaces_and_keeps_the_old_one(cast: Cast, signed_in: SignIn) -> None:
    aims_of(cast)
    client = signed_in(cast.leader)
    form = {"title": "Punctual and honest", "text": "We say so.", "unit": cast.office.pk, "owner": cast.leader.pk}
    assert "We leave when we said." in client.get("/direction/policy/").content.decode()
    client.post("/direction/policy/", form)
    new = Policy.objects.get(state="valid")
    page = client.get(f"/{new.code}/").content.decode()
    assert "Earlier policies" in page
    assert "POL-0001" in page
    assert "No longer held" in client.get("/POL-0001/").content.decode()


def test_only_top_management_states_it(cast: Cast, signed_in: SignIn) -> None:
    for person in (cast.quality, cast.owner, cast.reader):
        assert signed_in(person).get("/direction/policy/").status_code == 404


def test_a_theme_is_added_changed_and_ended(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.quality)
    client.post(
        "/direction/themes/add/", {"title": "Honest", "text": "", "unit": cast.office.pk, "owner": cast.quality.pk}
    )
    theme = Theme.objects.get(title="Honest")
    form = {"title": "Honesty", "text": "say so", "owner": cast.quality.pk, "position": 2, "version": theme.version}
    client.post(f"/{theme.code}/change/", form)
    theme.refresh_from_db()
    assert (theme.title, theme.position) == ("Honesty", 2)
    client.post(f"/{theme.code}/end/", {"reason": "part of all we do", "version": theme.version})
    theme.refresh_from_db()
    assert theme.ended


def test_a_theme_with_live_objectives_is_not_ended(cast: Cast, signed_in: SignIn) -> None:
    found = aims_of(cast)
    answer = signed_in(cast.leader).post(f"/{found.theme.code}/end/", {"reason": "x", "version": found.theme.version})
    assert answer.status_code == 422
    assert "Live objectives still belong to this theme" in answer.content.decode()
    assert signed_in(cast.owner).get(f"/{found.theme.code}/end/").status_code == 404
