"""How allauth behaves here: nobody signs up alone, an administrator gives access. And whose wrong passwords count."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from pilothouse.organisation.models import Account
from pilothouse.organisation.queries import account_asking, the_organisation

# In a session: came into a story by its link, without a password.
BY_LINK = "by_link"


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from `give_access` only."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only where mail is set up; and a story writes to nobody."""
        organisation = the_organisation()
        if settings.MAIL and (organisation is None or organisation.story_day is None):
            super().send_mail(template_prefix, email, context)


class Entrance(AuthenticationBackend):  # type: ignore[misc]
    """By e-mail and password; who is signed in is read with all that pages ask of them."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, where it may still come in."""
        account = account_asking(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None


def name_tried(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address with which somebody tries to come in, under which axes counts wrong passwords.

    allauth hands it on as "email". Without a name everybody behind one address would be shut out for one of them.
    """
    given = dict(credentials or {})
    posted = request.POST if request is not None else {}
    name = given.get("email") or given.get("username") or given.get("login") or posted.get("login", "")
    return str(name).strip().lower()
