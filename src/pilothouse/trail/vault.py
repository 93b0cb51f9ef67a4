"""Personal data in history, under one key a person. Destroying the key leaves history whole and the name unreadable."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.db import models

from pilothouse.trail.recorder import current

PREFIX = "sealed:"


class PersonalKey(models.Model):
    """The key under which one person's data stands in the history. Not traced: it must be destroyable."""

    subject = models.BigIntegerField(primary_key=True)
    secret = models.BinaryField()

    class Meta:
        db_table = "trail_personal_key"


def _cipher(subject: int) -> AESSIV | None:
    """The person's cipher; only an operation makes a missing key, for whoever reads must not bring one back."""
    key = PersonalKey.objects.filter(subject=subject).first()
    if key is None and current() is not None:
        # 64 bytes: AES-256 in SIV mode. Deterministic on purpose: live rows must compare equal to the replay.
        key = PersonalKey.objects.create(subject=subject, secret=secrets.token_bytes(64))
    return AESSIV(bytes(key.secret)) if key else None


def seal(subject: int, field: str, text: str) -> str:
    """The text under the person's key; equal text gives equal result for one field of one person."""
    if not text:
        return ""
    cipher = _cipher(subject)
    if cipher is None:
        return PREFIX
    data = cipher.encrypt(text.encode(), [field.encode()])
    return PREFIX + base64.b64encode(data).decode()


def unseal(subject: int, field: str, sealed: str) -> str | None:
    """The text again, or None where the key was destroyed."""
    key = PersonalKey.objects.filter(subject=subject).first() if sealed.startswith(PREFIX) else None
    return opened(bytes(key.secret) if key else None, field, sealed)


def secrets_of_all() -> dict[int, bytes]:
    """The secret of every person whose data can still be read, for whoever reads many."""
    return {subject: bytes(secret) for subject, secret in PersonalKey.objects.values_list("subject", "secret")}


def opened(secret: bytes | None, field: str, sealed: str) -> str | None:
    """The text again under this secret, or None without one."""
    if not sealed.startswith(PREFIX):
        return sealed
    if secret is None:
        return None
    try:
        data = AESSIV(secret).decrypt(base64.b64decode(sealed[len(PREFIX) :]), [field.encode()])
    except InvalidTag:
        return None
    return data.decode()
