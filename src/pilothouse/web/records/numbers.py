"""URL converters: one for each kind of record, so that /ISS-0042/ is the page of that issue and nothing else."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from pilothouse.records.models import Record, record_types


def _converter(prefix: str) -> type[StringConverter]:
    return type(f"{prefix}Number", (StringConverter,), {"regex": rf"{prefix}-[0-9]{{4,9}}"})


def register_numbers() -> None:
    """`<iss:code>` matches ISS-0042; called once by the root urls before any page is wired."""
    for model in record_types().values():
        register_converter(_converter(model.KIND.prefix), model.KIND.prefix.lower())
    prefixes = "|".join(model.KIND.prefix for model in record_types().values())
    register_converter(type("AnyNumber", (StringConverter,), {"regex": rf"(?:{prefixes})-[0-9]{{4,9}}"}), "code")


def page_of(record: Record) -> str:
    """The address of a record's page."""
    return f"/{record.code}/"
