"""Pages read as a browser reads them: which forms they hold, and whether anything in them could run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "poster", "data"}
SAFE = ("http:", "https:", "mailto:", "/", "?", "#", "")


@dataclass
class Field:
    """One field of a form: its name, its type ("text", "date", "select-one" ...), what it holds, what it offers."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    numeric: bool = False
    required: bool = False


@dataclass
class Form:
    """One form as it stands on a page. Fields by name; radio buttons of one name are one field."""

    address: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def filled(self, text: str = "Filled in by a test", number: str = "5", day: str = "2026-06-01") -> dict[str, str]:
        """What an honest person would send: what is there already, else something that fits."""
        return {name: value for name, each in self.fields.items() if (value := _filled(each, text, number, day))}


def _filled(each: Field, text: str, number: str, day: str) -> str:
    if each.kind in {"checkbox", "file"}:
        return ""
    if each.value:
        return each.value
    if each.kind in {"select", "radio"}:
        return next((option for option in each.options if option), "")
    if each.kind == "date":
        return day
    return number if each.numeric or each.kind == "number" else text if each.kind in {"text", "textarea"} else ""


class Page(HTMLParser):
    """A page taken apart: `forms`, and `dangers`, in plain words, for anything that could run."""

    def __init__(self, address: str, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[Form] = []
        self.dangers: list[str] = []
        self.text: list[str] = []
        self._select: Field | None = None
        self._area: Field | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.dangers += [f"{self.address}: {danger}" for danger in _dangers(tag, given)]
        if tag == "form":
            address = urljoin(self.address, given.get("action") or self.address)
            self.forms.append(Form(address, given.get("method", "get").lower()))
        elif self.forms and tag in {"input", "select", "textarea", "button"} and given.get("name"):
            self._take(tag, given)
        elif tag == "option" and self._select is not None:
            self._select.options.append(given.get("value", ""))
            if "selected" in given:
                self._select.value = given.get("value", "")

    def _take(self, tag: str, given: dict[str, str]) -> None:
        if tag == "button":
            return
        kind = given.get("type", "text") if tag == "input" else tag
        fields = self.forms[-1].fields
        known = fields.get(given["name"])
        if kind == "radio":
            known = known or Field(given["name"], kind)
            known.options.append(given.get("value", ""))
            known.value = given.get("value", "") if "checked" in given else known.value
            fields[known.name] = known
            return
        value = given.get("value", "") if kind != "checkbox" else ""
        found = Field(given["name"], "text" if kind in {"search", "email", "password"} else kind, value)
        found.numeric = given.get("inputmode") in {"decimal", "numeric"}
        found.required = "required" in given
        fields[found.name] = found
        self._select = found if tag == "select" else self._select
        self._area = found if tag == "textarea" else None

    def handle_endtag(self, tag: str) -> None:
        self._select = None if tag == "select" else self._select
        self._area = None if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._area is not None:
            self._area.value += data.strip()

    @property
    def posts(self) -> list[Form]:
        """Forms that change something."""
        return [form for form in self.forms if form.method == "post"]


def _dangers(tag: str, given: dict[str, str]) -> Iterator[str]:
    """Anything that could run, load from elsewhere or dress up as the page."""
    if tag in {"iframe", "object", "embed", "base", "math", "style", "frame", "applet"}:
        yield f"<{tag}>"
    if tag == "script" and not given.get("src", "").startswith("/static/"):
        yield "a script that is not ours"
    for name, value in given.items():
        if name.startswith("on"):
            yield f"a handler: {name}"
        if name == "style":
            yield f"a style: {value[:40]}"
        plain = "".join(value.split()).lower()
        if name in ADDRESSES and ":" in plain.partition("/")[0] and not plain.startswith(SAFE[:3]):
            yield f"an address: {value[:60]}"
