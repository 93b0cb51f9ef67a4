"""What was pasted or uploaded, kept between two steps of an import for the person who brought it, and nobody else."""

import hashlib
import json
import re
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from pilothouse.measures.models import Route
from pilothouse.organisation.models import Person
from pilothouse.records.rules import clean_name
from pilothouse.records.tables import Table, read_text, read_upload

KEPT_FOR = 2 * 24 * 60 * 60  # seconds
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Draft:
    """A table on its way in: the key of its unit, perhaps of the one series of all rows, the SHA-256 of its bytes."""

    key: str
    route: str
    name: str
    digest: str
    unit: int
    series: int | None = None

    @property
    def pasted(self) -> bool:
        """Was it pasted rather than uploaded?"""
        return self.route == Route.PASTE


def keep_draft(person: Person, content: bytes, *, route: str, name: str, unit: int, series: int | None = None) -> Draft:
    """Keep the bytes of a paste or a file for two days; older drafts of the person go."""
    folder = _folder(person)
    folder.mkdir(parents=True, exist_ok=True)
    _forget_old(folder)
    digest = hashlib.sha256(content).hexdigest()
    draft = Draft(secrets.token_hex(16), route, clean_name(name) if name else "", digest, unit, series)
    (folder / draft.key).write_bytes(content)
    (folder / f"{draft.key}.json").write_text(json.dumps(asdict(draft)))
    return draft


def find_draft(person: Person, key: str) -> Draft | None:
    """The draft with this key, if this person brought it and it is still there."""
    card = _folder(person) / f"{key}.json"
    if not _KEY.fullmatch(key) or not card.exists():
        return None
    return Draft(**json.loads(card.read_text()))


def content_of(person: Person, draft: Draft) -> bytes:
    """The bytes as they were brought."""
    return (_folder(person) / draft.key).read_bytes()


def table_of(person: Person, draft: Draft) -> Table:
    """The cells, read once and kept beside the draft. Raises TableProblem where it cannot be read."""
    kept = _folder(person) / f"{draft.key}.table"
    if kept.exists():
        return _unfolded(kept.read_text())
    content = content_of(person, draft)
    table = read_text(content.decode()) if draft.pasted else read_upload(draft.name, content)
    # Under another name first, so that nobody reads half of it.
    fresh = kept.with_suffix(f".{secrets.token_hex(4)}")
    fresh.write_text(json.dumps([table.header, table.rows, table.lines, table.plain], separators=(",", ":")))
    fresh.replace(kept)
    return table


def _unfolded(text: str) -> Table:
    header, rows, lines, plain = json.loads(text)
    return Table(tuple(header), tuple(map(tuple, rows)), tuple(lines), plain)


def forget_draft(person: Person, draft: Draft) -> None:
    """It has been recorded."""
    for ending in ("", ".json", ".table"):
        (_folder(person) / f"{draft.key}{ending}").unlink(missing_ok=True)


def _folder(person: Person) -> Path:
    return Path(settings.MEDIA_ROOT) / "drafts" / str(person.pk)


def _forget_old(folder: Path) -> None:
    old = time.time() - KEPT_FOR
    for path in folder.iterdir():
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
