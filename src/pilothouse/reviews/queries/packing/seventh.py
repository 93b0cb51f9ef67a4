"""What the seventh format of packs holds beyond the sixth: chains of alignment with every gap, the indicators that are
tied to the required inputs, and weeks in common that chance would seldom bring, asked of all that ran lately.
"""

from pilothouse.reviews.models import AgendaItem, Attendance, Mark, Review
from pilothouse.reviews.queries.packing.agenda import Agenda
from pilothouse.reviews.queries.packing.gaps import chains_told
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told
from pilothouse.reviews.queries.packing.several import shared_on_screen, weeks_on_screen
from pilothouse.reviews.queries.packing.sixth import Part, sixth
from pilothouse.reviews.queries.packing.tied import tied_told
from pilothouse.reviews.queries.reading import marked, share_read
from pilothouse.reviews.tiers import inputs_of


def _shared(known: Known, review: Review) -> Told:
    return shared_on_screen(known, review) | {"weeks": weeks_on_screen(known, review)}


def _agenda(known: Known, review: Review) -> Told:
    return Agenda(known, review, also_ended=True).told()


def seventh(
    known: Known, review: Review, *, agenda: Part = _agenda, shared: Part = _shared, by_danger: bool = False
) -> Told:
    """What a pack of the seventh format holds; `agenda`, `shared` and `by_danger` (see `chains_told`) as later ones
    tell it.
    """
    told = sixth(known, review, agenda=agenda, shared=shared)
    return told | chains_told(known, told["objectives"], told["figures"] if by_danger else None) | {
        "inputs": told["inputs"] | {"tied": tied_told(known)},
        "read_before": told["read_before"] | {"share": share_told(known, review, _there(known, review))},
    }  # fmt: skip


def _there(known: Known, review: Review) -> frozenset[int]:
    """All who are on the list of the meeting: so this format counted who was invited."""
    return frozenset(one.person_id for one in known.past.every(Attendance) if one.review_id == review.pk)


def share_told(known: Known, review: Review, invited: frozenset[int]) -> int | None:
    """Per cent of all that everybody invited should have read which they did, as the meeting tells it."""
    agenda = [one for one in known.past.every(AgendaItem) if one.review_id == review.pk]
    marks = [one for one in known.past.every(Mark) if one.review_id == review.pk]
    items = sum(not one.topic for one in agenda) + len(inputs_of(review.tier))
    return share_read(marked(marks, agenda, review.tier, invited), len(invited), items)
