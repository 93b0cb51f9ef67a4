"""Databases for what a test starts beside itself: on the engine of the run, and nobody else's."""

import os
import uuid

import psycopg


def a_database_of_its_own() -> dict[str, str]:
    """What the environment has to say to lead there; nothing on SQLite, where PILOT_DATA says it."""
    if os.environ.get("PILOT_DB_ENGINE") != "postgresql":
        return {}
    name = f"pilot_{uuid.uuid4().hex[:12]}"
    where = {"host": os.environ["PILOT_DB_HOST"], "user": os.environ["PILOT_DB_USER"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return {"PILOT_DB_NAME": name}
