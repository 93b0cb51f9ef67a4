"""The formats of packs. Each is made by a rule of its own, which stays as long as packs of it may be checked."""

from collections.abc import Callable
from typing import Any

from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.contents import first
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.second import second
from pilothouse.reviews.queries.packing.third import third

# Never change what a format holds: add another one.
FORMS: dict[int, Callable[[Known, Review], dict[str, Any]]] = {1: first, 2: second, 3: third}
FORMAT = max(FORMS)
LOCAL_DAYS = 3  # formats from here on tell days where the organisation is, those before told them in Greenwich


def contents(known: Known, review: int, form: int = FORMAT) -> dict[str, Any]:
    """What the pack of this review holds in this format. Nothing but the history and the measurements up to the cut-off
    shapes it.
    """
    return FORMS[form](known, known.past.by_key(Review)[review]) | {"format": form}
