"""Where attachments lie: under the digest of their bytes, so that a changed file shows itself."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def place_of(digest: str) -> Path:
    """The path of a kept file."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def keep_file(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write bytes to their place, durably and only whole; returns digest and size. The same bytes lie there once."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    hasher, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, delete=False) as temporary:
        for chunk in chunks:
            hasher.update(chunk)
            size += len(chunk)
            temporary.write(chunk)
        temporary.flush()
        os.fsync(temporary.fileno())
    place = place_of(hasher.hexdigest())
    place.parent.mkdir(exist_ok=True)
    Path(temporary.name).replace(place)
    return hasher.hexdigest(), size


def is_whole(digest: str) -> bool:
    """Is the file there, with the very bytes that were kept?"""
    place = place_of(digest)
    if not place.exists():
        return False
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest
