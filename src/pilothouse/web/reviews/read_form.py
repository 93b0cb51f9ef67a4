"""The form of the silent pre-read: for each item seen, question or decide, and a few words.

An agenda may be brought up to date while somebody writes. What was written goes where its record stands by now; where
that is no item any more, or another was written at, it is told back and nothing is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilothouse.reviews.models import Mark, Reading
from pilothouse.reviews.queries import Tied

_READING, _TEXT = "reading_", "text_"
# What asks for more comes later.
_ASKS = ("", *Reading.values)


def _asks(reading: str) -> int:
    return _ASKS.index(reading) if reading in _ASKS else 0


@dataclass(frozen=True)
class ToRead:
    """One item to read: its name in the form, what stands there, and what the reader has said of it (`marks`). `also`
    are the names of whatever else they see of it, by which the form may know it from before.
    """

    name: str
    title: Any
    kind: Any
    reason: str
    url: str
    drawing: str
    record: int | None
    input: str = ""
    topic: str = ""
    tied: tuple[Tied, ...] = ()
    marks: Sequence[Mark] = ()
    also: frozenset[str] = frozenset()

    @property
    def said_too(self) -> list[str]:
        """What they had said of another record that is part of it by now, beside what can be changed here."""
        return [mark.text for mark in self.marks[1:] if mark.text]


class ReadForm(forms.Form):
    """What one has read before the meeting."""

    def __init__(self, data: Mapping[str, str] | None = None, *, items: Iterable[ToRead], mine: Iterable[Mark] = ()):
        mine = list(mine)
        self.items, self.kept = list(items), {mark.text for mark in mine}
        self.said = {f"r{mark.record_id}": mark.reading for mark in mine if not mark.topic}
        self.astray: list[str] = []
        super().__init__(None if data is None else self._brought_home(data))
        words = [("", _("not yet")), *Reading.choices]
        for item in self.items:
            mark = item.marks[0] if item.marks else None
            self.fields[_READING + item.name] = forms.ChoiceField(
                label=item.title, choices=words, initial=mark.reading if mark else "", required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[_TEXT + item.name] = forms.CharField(
                label=_("In a few words"), max_length=300, initial=mark.text if mark else "", required=False
            )

    def _brought_home(self, data: Mapping[str, str]) -> dict[str, str]:
        """What was posted, each under the name that its item has by now; what has no item goes `astray`, and of two
        marks of one item by now the one that asks for more stays.
        """
        found, names = dict(data.items()), {item.name for item in self.items}
        homes = {name: item.name for item in self.items for name in item.also}
        for name in (key.removeprefix(_TEXT) for key in data if key.startswith(_TEXT)):
            home, text, reading = homes.get(name, ""), data[_TEXT + name].strip(), data.get(_READING + name, "")
            if name in names:
                continue
            if home and not any(found.get(start + home, "").strip() for start in (_READING, _TEXT)):
                found |= {start + home: data[start + name] for start in (_READING, _TEXT) if start + name in data}
            elif text:
                self.astray += [text] if text not in self.kept else []
            elif home:
                found[_READING + home] = max(found.get(_READING + home, ""), reading, key=_asks)
            elif reading in Reading.values and name.startswith("r") and reading != self.said.get(name):
                self.astray.append(str(Reading(reading).label))
        return found

    def clean(self) -> dict[str, Any]:
        """Words without a mark are a question; words without an item are told back."""
        found = super().clean() or {}
        for item in self.items:
            if found.get(_TEXT + item.name, "").strip() and not found.get(_READING + item.name):
                found[_READING + item.name] = Reading.QUESTION.value
        for text in self.astray:
            words = _("The agenda was brought up to date meanwhile, and one item is not on it as it was. You wrote: %s")
            self.add_error(None, words % text)
        return found

    def rows(self) -> list[dict[str, Any]]:
        """Each item with its two fields."""
        return [
            {"item": item, "reading": self[_READING + item.name], "text": self[_TEXT + item.name]}
            for item in self.items
        ]

    def marks(self) -> Iterator[tuple[ToRead, Reading | None, str]]:
        """(item, reading, words) of what was marked, and of what is marked no more (None). What came to the agenda
        since the form was opened stays as it is marked.
        """
        for item in self.items:
            reading = self.cleaned_data[_READING + item.name]
            if reading or (item.marks and _READING + item.name in self.data):
                yield item, Reading(reading) if reading else None, self.cleaned_data[_TEXT + item.name]
