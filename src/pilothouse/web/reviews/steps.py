"""The way from item to item of a meeting: its agenda, then the inputs it looks at, in the order in which they stand."""

from collections.abc import Sequence

from pilothouse.reviews.queries import Item
from pilothouse.web.reviews.views.consuming import Offered


def steps_beside(items: Sequence[Item], inputs: Sequence[Offered], item: Item | None, key: str) -> dict[str, str]:
    """Where one goes on from what is open, an input by its `key` or an item, and back to; "" where nothing stands."""
    places = [f"?item={one.pk}" for one in items] + [f"?input={one.input.key}" for one in inputs]
    here = f"?input={key}" if key else f"?item={item.pk}" if item else ""
    if here not in places:
        return {}
    place = places.index(here)
    return {
        "step_back": places[place - 1] if place else "",
        "step_on": places[place + 1] if place + 1 < len(places) else "",
    }
