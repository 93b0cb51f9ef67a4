"""Packs of earlier versions, and what the owner of the database can do to what they were made of."""

from dataclasses import replace

from django.db import connection

from pilothouse.organisation.models import Organisation
from pilothouse.reviews.queries.packs import Drawn, body_of, drawn_up
from tests.cast import NOW
from tests.stage import Stage


def drawn_in(stage: Stage, form: int) -> Drawn:
    """The next pack as an earlier version would draw it up."""
    drawn = drawn_up(stage.review, NOW)
    return replace(drawn, body=body_of(drawn.cut_off, Organisation.objects.get(), form))


def by_hand(statement: str, table: str = "measures_measurement") -> None:
    """What the owner of the database can do: the trigger off, and past every guard."""
    cursor = connection.connection.cursor()
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
    else:
        cursor.execute(f"DROP TRIGGER {table}_no_update")
    cursor.execute(statement)
