"""The way into a story (the demo): a signed key that opens it, and nothing but a story."""

from django.core import signing

from pilothouse.organisation.models import Organisation

SALT = "pilothouse.story"
WEEK = 60 * 60 * 24 * 7


def key_to(organisation: Organisation) -> str:
    """The key that the demo prints; it opens this installation's story for a week."""
    return signing.dumps(organisation.pk, salt=SALT)


def opens(key: str, organisation: Organisation | None) -> bool:
    """Does this key open this organisation? Never one that is not a story."""
    if organisation is None or organisation.story_day is None:
        return False
    try:
        return bool(signing.loads(key, salt=SALT, max_age=WEEK) == organisation.pk)
    except signing.BadSignature:
        return False
