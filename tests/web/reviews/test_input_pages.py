"""The inputs of management review in pages: what there is, no data as a finding, said by a person."""

from collections.abc import Callable

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.reviews.models import Statement
from tests.cast import Cast
from tests.reviews.story import planned
from tests.web.reviews.stage import tell, text_of

SignIn = Callable[[Person], Client]


def test_no_data_names_who_brings_it_until_somebody_speaks(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    quality, owner = signed_in(cast.quality), signed_in(cast.owner)
    page = text_of(quality, "/reviews/inputs/")
    assert "13 without data" in page
    assert "no data: Quality manager brings it" in page
    assert quality.post("/reviews/inputs/providers/owner/", {"owner": cast.owner.pk}).status_code == 302
    said = {"text": "Two carriers are late with their slots.", "unit": cast.east.pk}
    refused = owner.post("/reviews/inputs/providers/say/", {**said, "text": " "})
    assert refused.status_code == 422
    assert owner.post("/reviews/inputs/providers/say/", {**said, "unit": cast.west.pk}).status_code == 422
    assert owner.post("/reviews/inputs/providers/say/", said).headers["Location"] == "/reviews/inputs/providers/"
    assert Statement.objects.get().by == cast.owner
    page = text_of(quality, "/reviews/inputs/")
    assert "12 without data" in page
    assert "Two carriers are late with their slots." in page
    assert "Two carriers" not in text_of(signed_in(cast.west_owner), "/reviews/inputs/providers/")
    for client, path, status in (
        (owner, "/reviews/inputs/audits/say/", 404), (owner, "/reviews/inputs/providers/owner/", 404),
        (quality, "/reviews/inputs/weather/", 404), (quality, "/reviews/inputs/audits/say/", 200),
    ):  # fmt: skip
        text_of(client, path, status)


def test_a_meeting_opens_an_input_and_goes_on(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    planned(cast)
    client, path = signed_in(cast.quality), "/REV-0001/inputs/risks/look/"
    page = text_of(client, "/REV-0001/?input=risks")
    assert "no data: Quality manager brings it" in page
    assert client.post(path, {"minute": "Write three down.", "version": "0"}).headers["Location"] == "/REV-0001/"
    stale = client.post(path, {"minute": "Others say four.", "version": "0"})
    assert (stale.status_code, "Others say four." in stale.content.decode()) == (409, True)
    assert client.post("/REV-0001/inputs/improvement/look/", {"minute": ""}).status_code == 302
    assert "Inputs: 2 of 13 looked at here" in text_of(client, "/REV-0001/")
    assert "Write three down." in text_of(client, "/REV-0001/minutes/")
    assert signed_in(cast.owner).post(path, {"minute": "Mine."}).status_code == 404
