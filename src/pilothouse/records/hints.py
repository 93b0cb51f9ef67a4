"""What to tell SQLite, which does not count its tables, about the order in which to go through them. Other databases
count theirs.
"""

from typing import Any

from django.db.models import BooleanField, FloatField, Func, IntegerField


class BeginHere(Func):
    """The value is there. SQLite is told that few rows have it: so it begins with them, in the order of their index,
    and finds the others from there.
    """

    template = "%(expressions)s IS NOT NULL"
    output_field = BooleanField()
    conditional = True

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A range of the index, from the least value there is."""
        number = isinstance(self.get_source_expressions()[0].output_field, FloatField | IntegerField)
        least = "-1e999" if number else "''"
        return self.as_sql(
            compiler, connection, template=f"LIKELIHOOD(%(expressions)s >= {least}, 0.000001)", **context
        )


class Unindexed(Func):
    """Something to order by where few rows are left: find these first, then sort them."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A sign before it keeps the database from walking through an index of it."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)
