"""Whose a record was, and who had said that it was done, at a moment of the history: what changes hands later does not
change who marked whose homework.
"""

import json
from collections import defaultdict
from collections.abc import Collection

from pilothouse.records.models import Record
from pilothouse.trail.models import Entry

# So many keys in one question to the database.
_AT_ONCE = 500


class Hands:
    """Through whose hands these records went, by their keys and the numbers of entries.

    Read are only changes of the owner, each of which says who it was before, and the entries named `done`.
    """

    def __init__(self, model: type[Record], keys: Collection[int | None], done: str = "") -> None:
        self._now = dict[int, int | None]()
        self._before = defaultdict[int, list[tuple[int, int | None]]](list)
        self._done = defaultdict[int, list[tuple[int, int]]](list)
        ordered = sorted(key for key in keys if key is not None)
        for place in range(0, len(ordered), _AT_ONCE):
            self._read(model, ordered[place : place + _AT_ONCE], done)

    def _read(self, model: type[Record], keys: list[int], done: str) -> None:
        self._now.update(model._default_manager.filter(pk__in=keys).order_by().values_list("pk", "owner"))
        entries = Entry.objects.filter(kind=model.trail_kind(), key__in=keys).order_by("seq")
        changed = entries.filter(body__contains='"owner_id":').exclude(body__contains='"was":{}')
        for key, seq, text in changed.values_list("key", "seq", "body"):
            was = json.loads(text)["was"]
            if "owner_id" in was:
                self._before[key].append((seq, was["owner_id"]))
        for key, seq, by in entries.filter(name=done).values_list("key", "seq", "by") if done else ():
            self._done[key].append((seq, by))

    def owner(self, key: int, seq: int) -> int | None:
        """Who owned it when this entry was written."""
        return next((was for at, was in self._before[key] if at > seq), self._now.get(key))

    def doer(self, key: int, seq: int) -> int | None:
        """Who had last said before this entry that it was done; None where nobody had."""
        return next((by for at, by in reversed(self._done[key]) if at < seq), None)

    def whose(self, key: int, seq: int) -> set[int]:
        """Both of them."""
        return {one for one in (self.owner(key, seq), self.doer(key, seq)) if one is not None}
