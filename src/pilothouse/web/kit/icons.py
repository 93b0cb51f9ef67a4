"""Inline icons: path data from the lucide package, read once, no request and no font."""

import functools
import io
import re
from importlib import resources
from zipfile import ZipFile

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_NAME = re.compile(r"[a-z0-9-]+")
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class UnknownIconError(LookupError):
    """A template asked for an icon that the package does not hold."""


@functools.cache
def _archive() -> ZipFile:
    # Read into memory: a handle kept open would be shared by forked workers.
    return ZipFile(io.BytesIO((resources.files("lucide") / "lucide.zip").read_bytes()))


@functools.cache
def paths(name: str) -> SafeString:
    """The drawing inside the icon's 24 x 24 box. Raises `UnknownIconError` for a name that does not exist."""
    try:
        text = _archive().read(f"{name}.svg").decode() if _NAME.fullmatch(name) else ""
    except KeyError:
        text = ""
    inner = _INNER.search(text)
    if inner is None:
        raise UnknownIconError(name)
    # Safe: the text comes from an installed package and is named by a template, never by a person.
    return mark_safe(" ".join(inner.group(1).split()))  # noqa: S308


@functools.cache
def icon(name: str) -> SafeString:
    """One icon as inline SVG, hidden from assistive technology: the word stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
        'focusable="false">{}</svg>',
        paths(name),
    )
