"""The inputs of management review in pages: what there is, no data as a finding, said by a person."""

from collections.abc import Callable

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.reviews.models import Statement
from tests.cast import Cast
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
