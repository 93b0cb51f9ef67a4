"""Full-text search over every record, with the index that each database has."""

from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from pilothouse.records.models import Record, RecordQuerySet
from pilothouse.records.rules import search_words

_SQLITE = (
    "CREATE VIRTUAL TABLE records_search USING fts5(words, content='records_record', content_rowid='id')",
    """CREATE TRIGGER records_search_new AFTER INSERT ON records_record BEGIN
    INSERT INTO records_search(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER records_search_changed AFTER UPDATE OF words ON records_record BEGIN
    INSERT INTO records_search(records_search, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO records_search(rowid, words) VALUES (new.id, new.words); END""",
)
_SQLITE_BACK = (
    "DROP TRIGGER records_search_changed",
    "DROP TRIGGER records_search_new",
    "DROP TABLE records_search",
)
_POSTGRES = (
    # Marks inside words become spaces, or PostgreSQL reads ISS-0042 as a word and a negative number.
    """ALTER TABLE records_record ADD COLUMN search tsvector GENERATED ALWAYS AS
    (to_tsvector('simple', translate(words, '-./:@+', '      '))) STORED""",
    "CREATE INDEX records_search ON records_record USING gin (search)",
)
_POSTGRES_BACK = ("ALTER TABLE records_record DROP COLUMN search",)


class SearchIndex(Operation):
    """Migration operation: an index over `words` that the database itself keeps up to date."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Create index and triggers."""
        for statement in _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE:
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop them."""
        for statement in _POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else _SQLITE_BACK:
            schema_editor.execute(statement)

    def describe(self) -> str:
        return "Index the words of records"


def matching(records: RecordQuerySet, text: str) -> RecordQuerySet:
    """Those of the records that hold all words of the text, each also as the beginning of a longer word."""
    query = _query(text)
    if not query:
        return records.none()
    if connection.vendor == "postgresql":
        condition = RawSQL("SELECT id FROM records_record WHERE search @@ to_tsquery('simple', %s)", [query])
    else:
        condition = RawSQL("SELECT rowid FROM records_search WHERE records_search MATCH %s", [query])
    return records.filter(pk__in=condition)


def newest_matching(records: RecordQuerySet, text: str) -> "QuerySet[Record]":
    """The same, newest first.

    SQLite walks backwards through its index of words and stops where the page is full, so that a word in every tenth
    of a hundred thousand records costs no more than one in every tenth of a thousand.
    """
    query = _query(text)
    if not query or connection.vendor == "postgresql":
        return matching(records, text).order_by("-id")
    found: QuerySet[Record] = records.extra(
        tables=["records_search"],
        where=["records_search MATCH %s", "records_search.rowid = records_record.id"],
        params=[query],
        order_by=["-records_search.rowid"],
    )
    return found


def _query(text: str) -> str:
    """The words as the database at hand asks for them; empty where there are none."""
    words = search_words(text)
    if connection.vendor == "postgresql":
        return " & ".join(f"{word}:*" for word in words)
    return " ".join(f'"{word}"*' for word in words)
