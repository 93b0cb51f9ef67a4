"""The image of a row: its fields as JSON without floats, the same whether taken before or after storing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from pilothouse.trail.chain import canonical, digest
from pilothouse.trail.recorder import Image

Encoder = Callable[[Any], Any]


def _number(value: float) -> str:
    return repr(float(value))


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _day(value: date) -> str:
    return value.isoformat()


def _text(value: object) -> str:
    return str(value)


def _as_is(value: Any) -> Any:
    return value


def _encoder(field: "models.Field[Any, Any]") -> Encoder:
    if isinstance(field, models.FloatField):
        return _number
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return _day
    if isinstance(field, models.JSONField):
        return lambda value: canonical(_without_floats(value))
    if isinstance(field, models.BooleanField):
        return bool
    if isinstance(field, models.ForeignKey | models.IntegerField):
        return int
    return _text


def _without_floats(value: Any) -> Any:
    if isinstance(value, float | Decimal):
        return {"number": str(float(value))}
    if isinstance(value, dict):
        return {str(key): _without_floats(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_floats(item) for item in value]
    return value


@cache
def encoders(model: type[models.Model]) -> tuple[tuple[str, Encoder, Encoder], ...]:
    """(attribute, to Python, to JSON) of every concrete field of a model that history keeps."""
    left_out: frozenset[str] = getattr(model, "TRAIL_LEAVES_OUT", frozenset())
    return tuple(
        (field.attname, _as_is if field.is_relation else field.to_python, _encoder(field))
        for field in model._meta.concrete_fields
        if field.attname not in left_out
    )


def image_of(row: models.Model) -> Image:
    """The image of a row as it stands in memory; equal to the one taken after a round trip through the database."""
    image: Image = {}
    for name, to_python, encode in encoders(type(row)):
        value = getattr(row, name)
        if value is not None:
            value = encode(to_python(value))
        image[name] = value
    return image


def image_digest(image: Image | None) -> str:
    """Fingerprint of an image; empty for a row that is gone."""
    return "" if image is None else digest(canonical(image))
