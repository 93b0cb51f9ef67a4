"""Rows as they stood when the history had so many entries: built from the history alone, never from live rows."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from pilothouse.trail.models import Entry, Traced
from pilothouse.trail.recorder import Image
from pilothouse.trail.vault import opened, secrets_of_all

Row = TypeVar("Row", bound=Traced)


class Past:
    """The rows of some types as the first `size` entries of the history tell them; two queries.

    Rows are unsaved instances: their own fields are as they stood, what they point to is found by key among the
    others. Personal fields whose key was destroyed are empty.
    """

    def __init__(self, size: int, types: Iterable[type[Traced]]) -> None:
        self.size = size
        self._types = {kind.trail_kind(): kind for kind in types}
        images = _images(size, list(self._types))
        self._secrets = secrets_of_all() if any(kind.PERSONAL for kind in self._types.values()) else {}
        self._rows: dict[type[Traced], dict[int, Any]] = {kind: {} for kind in self._types.values()}
        for (kind, key), image in sorted(images.items()):
            self._rows[self._types[kind]][key] = self._row(self._types[kind], image)

    def every(self, kind: type[Row]) -> list[Row]:
        """All rows of a type, by key."""
        return list(self._rows[kind].values())

    def by_key(self, kind: type[Row]) -> Mapping[int, Row]:
        """All rows of a type, with their keys."""
        return self._rows[kind]

    def get(self, kind: type[Row], key: int | None) -> Row | None:
        """The row with this key, if there was one."""
        return None if key is None else self._rows[kind].get(key)

    def _row(self, kind: type[Row], image: Image) -> Row:
        fields = {field.attname: field for field in kind._meta.concrete_fields}
        row = kind(**{name: _value(fields[name], value) for name, value in image.items() if name in fields})
        for name in kind.PERSONAL:
            if sealed := image.get(name):
                setattr(row, name, opened(self._secrets.get(row.personal_subject()), name, sealed) or "")
        return row


def _images(size: int, kinds: list[str]) -> dict[tuple[str, int], Image]:
    found: dict[tuple[str, int], Image] = {}
    entries = Entry.objects.filter(seq__lt=size, kind__in=kinds).order_by("seq").values_list("kind", "key", "body")
    for kind, key, text in entries.iterator(chunk_size=5_000):
        body = json.loads(text)
        if body["gone"]:
            found.pop((kind, key), None)
        else:
            image = found.setdefault((kind, key), {})
            # A later field that says nothing any more leaves the image.
            for name in body["was"].keys() - body["set"].keys():
                image.pop(name, None)
            image.update(body["set"])
    return found


_DECODERS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (models.FloatField, float),
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.JSONField, lambda text: json.loads(text, object_hook=_number)),
)


def _value(field: "models.Field[Any, Any]", value: Any) -> Any:
    """What the encoder of image.py made of it, turned back."""
    if value is None:
        return None
    decode = next((decode for kind, decode in _DECODERS if isinstance(field, kind)), None)
    return decode(value) if decode else value


def _number(found: dict[str, Any]) -> Any:
    return float(found["number"]) if found.keys() == {"number"} else found
