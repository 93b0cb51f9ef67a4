"""What somebody typed in one go, as a title and the rest."""

import re

LONGEST = 90
_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)


def title_and_details(text: str) -> tuple[str, str]:
    """The first sentence or line as the title; the whole text as details where the title does not say it all."""
    text = text.strip()
    first = text.splitlines()[0].strip() if text else ""
    if len(first) > LONGEST and (sentence := _SENTENCE.match(first)):
        first = sentence[1]
    title = first if len(first) <= LONGEST else _cut(first)
    return title, "" if title == text else text


def _cut(text: str) -> str:
    head = text[:LONGEST]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…"
