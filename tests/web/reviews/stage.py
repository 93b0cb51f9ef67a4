"""A meeting on stage: a review with an agenda, and a form filled in."""

from datetime import timedelta

from django.test import Client

from pilothouse.improvement.operations import report_problem
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import AgendaItem, Review
from pilothouse.reviews.operations import prepare_review
from tests.cast import Cast, act
from tests.reviews.story import TODAY, planned

SOON = (TODAY + timedelta(days=30)).isoformat()


def tell(cast: Cast) -> None:
    """Let the pages live on the day of the cast."""

    tell_story(act(cast.leader), cast.organisation, day=TODAY, note="A test.")


def prepared(cast: Cast, *titles: str, tier: str = "") -> tuple[Review, list[AgendaItem]]:
    """A review with grave issues of these titles on its agenda, called by a template or none."""
    for title in titles or ("Fuel spill", "Broken tug"):
        report_problem(act(cast.member), unit=cast.east, title=title, severity="grave")
    review = planned(cast, tier=tier)
    return review, prepare_review(act(cast.quality), review)


def decision_form(cast: Cast, **changes: str) -> dict[str, str]:
    """What a leader fills in."""
    given = {
        "title": "A second crew", "reason": "Late tows.", "owner": str(cast.owner.pk), "due": SOON,
        "unit": str(cast.east.pk), "direction": "up",
    }  # fmt: skip
    return given | changes


def text_of(client: Client, path: str, status: int = 200) -> str:
    """The page as text."""
    response = client.get(path)
    assert response.status_code == status, response.status_code
    return response.content.decode()
