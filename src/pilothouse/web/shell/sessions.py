"""Sessions in the database, as Django keeps them; the statement that every page begins with is written once."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from pilothouse.trail.kept import Kept

_SESSION = Kept[Session](lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now)[:1])


class SessionStore(DatabaseSessions):
    """Django's own, read by a kept statement."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key any more, where it is unknown or over."""
        found = _SESSION.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found.session_data)
        return held
