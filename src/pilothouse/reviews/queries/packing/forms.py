"""The formats of packs. Each is made by a rule of its own, which stays as long as packs of it may be checked.

What a format holds stays; what its figures say is the engine's, which has editions (see engine.py).
"""

from collections.abc import Callable
from typing import Any

from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.contents import first
from pilothouse.reviews.queries.packing.differences import Values, all_changed, figures_changed
from pilothouse.reviews.queries.packing.eighth import eighth
from pilothouse.reviews.queries.packing.fifth import fifth
from pilothouse.reviews.queries.packing.fourth import fourth
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.second import second
from pilothouse.reviews.queries.packing.seventh import seventh
from pilothouse.reviews.queries.packing.sixth import sixth
from pilothouse.reviews.queries.packing.third import third

# Never change what a format holds: add another one.
FORMS: dict[int, Callable[[Known, Review], dict[str, Any]]] = {
    1: first, 2: second, 3: third, 4: fourth, 5: fifth, 6: sixth, 7: seventh, 8: eighth,
}  # fmt: skip
FORMAT = max(FORMS)
LOCAL_DAYS = 3  # formats from here on tell days where the organisation is, those before told them in Greenwich
ALL_CHANGES = 4  # formats from here on tell whatever changed about a figure since it was seen


def contents(known: Known, review: int, form: int = FORMAT) -> dict[str, Any]:
    """What the pack of this review holds in this format. Nothing but the history and the measurements up to the cut-off
    shapes it, and the engine that judges them.
    """
    return FORMS[form](known, known.past.by_key(Review)[review]) | {"format": form}


def changed_since(seen: dict[str, Any], now: dict[str, Any], values: Values) -> list[dict[str, Any]]:
    """What changed about the figures of the pack before, as the format of the later one tells it."""
    return (all_changed if now["format"] >= ALL_CHANGES else figures_changed)(seen, now, values)
