"""What direction rests on, in the browser."""

from collections.abc import Callable

from django.test import Client

from pilothouse.measures.operations import retire_indicator
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.strategy.models import Assumption, ContextIssue, Resting
from pilothouse.strategy.operations import end_objective
from tests.bridge.stage import indicator
from tests.cast import Cast, act
from tests.strategy.ground import TODAY, aim, assumed, of_east
from tests.web.reviews.stage import text_of

SignIn = Callable[[Person], Client]
HERE = "/direction/context/"


def tell(cast: Cast) -> None:
    tell_story(act(cast.leader), cast.organisation, day=TODAY, note="A test.")


def test_nothing_named_yet_teaches_and_asks_for_the_climate(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    text = text_of(signed_in(cast.leader), HERE)
    for words in ("No assumption is named", "No context issue is named", "No interested party is named",
                  "Not answered yet"):  # fmt: skip
        assert words in text
    assert "has not answered yet" in text_of(signed_in(cast.reader), HERE)
    local = signed_in(of_east(cast))  # decides in one unit, and answers nothing for all
    assert "climate/" not in text_of(local, HERE)
    assert text_of(local, f"{HERE}climate/", 404)
    assert text_of(local, "/direction/policy/", 404)


def test_the_climate_question_takes_yes_or_no_with_a_reason(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    client = signed_in(cast.leader)
    given = {"text": "Storms cancel flights, says Zoë", "every": "365", "unit": str(cast.office.pk),
             "owner": str(cast.leader.pk)}  # fmt: skip
    response = client.post(f"{HERE}climate/", given)
    assert response.status_code == 422
    assert "Answer yes or no." in response.text
    assert "says Zoë" in response.text
    assert client.post(f"{HERE}climate/", {**given, "relevant": "yes"}).status_code == 302
    assert ContextIssue.objects.get().relevant
    assert "Relevant to us" in text_of(client, HERE)
    client.post(f"{HERE}climate/", {**given, "relevant": "no"})
    assert "Not relevant to us" in text_of(client, HERE)


def test_named_checked_fallen_and_shown_where_it_matters(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    objective = aim(cast)
    client = signed_in(cast.leader)
    given = {"title": "Fuel stays affordable", "text": "Fewer flights", "every": "91", "unit": str(cast.office.pk),
             "owner": str(cast.leader.pk), "objectives": str(objective.pk)}  # fmt: skip
    assert client.post(f"{HERE}assumption/", given).headers["Location"] == HERE
    assert "Fuel stays affordable" in text_of(client, HERE)
    assert "What it rests on" in text_of(client, "/OBJ-0001/")
    checked = client.post("/ASM-0001/check/", {"finding": "fall", "note": "Price doubled", "version": "1"})
    assert checked.headers["Location"] == "/ASM-0001/"
    assert "Price doubled" in text_of(client, "/ASM-0001/")
    assert "this objective rests on it" in text_of(client, "/OBJ-0001/")
    assert "Fuel stays affordable" in text_of(client, "/direction/")
    bridge = text_of(client, "/bridge/")
    assert "No longer holds:" in bridge
    assert "Fuel stays affordable" in bridge


def test_changing_keeps_what_is_not_touched_and_others_find_nothing(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    objective, price = aim(cast), indicator(cast, "Price of fuel")
    assumed(cast, objectives=[objective], told_by=price, every=200)
    form = signed_in(cast.owner).get("/ASM-0001/change/").context["form"]
    assert form.initial["every"] == 200
    assert form.initial["objectives"] == [objective.pk]
    end_objective(act(cast.leader), objective, step="drop", reason="Reached otherwise")
    retire_indicator(act(cast.leader), price, reason="Measured elsewhere")
    kept = {
        **form.initial,
        "told_by": form.initial["told_by"].pk,
        "owner": form.initial["owner"].pk,
        "text": "None fly.",
    }
    assert signed_in(cast.owner).post("/ASM-0001/change/", kept).status_code == 302
    changed = Assumption.objects.get()
    assert (changed.text, changed.told_by_id, Resting.objects.get().objective_id) == (
        "None fly.", price.pk, objective.pk,
    )  # fmt: skip
    assert signed_in(cast.west_owner).get("/ASM-0001/").status_code == 200
    for verb in ("change", "check", "end"):
        assert signed_in(cast.west_owner).get(f"/ASM-0001/{verb}/").status_code == 404
    signed_in(cast.owner).post("/ASM-0001/end/", {"reason": "Hedged", "version": str(changed.version)})
    assert Assumption.objects.get().ended
