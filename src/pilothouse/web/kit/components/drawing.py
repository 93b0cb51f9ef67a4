"""How a component becomes markup."""

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString


def draw(part: str, /, **values: Any) -> SafeString:
    """The partial `kit/<part>.html`, rendered with these values only: it never sees the page around it."""
    return SafeString(get_template(f"kit/{part}.html").render(values))
