"""A chart as a file of its own, with its looks inside."""

import re
from functools import cache
from importlib.resources import files

# The tokens of the pages, for light and for dark; a file cannot ask the page for them.
_LIGHT = (
    "--ink:#16191d;--paper:#fdfcfa;--grey-1:#454b53;--grey-2:#5f666f;--grey-3:#dcd9d1;"
    "--accent:#1d4f91;--better:#0a6b60;--worse:#b93613;--needs:#855600;"
    '--sans:"Lato","Carlito","Segoe UI",system-ui,"Noto Sans","Liberation Sans",sans-serif'
)
_DARK = (
    "--ink:#e9e7e2;--paper:#15181b;--grey-1:#bdbfbf;--grey-2:#9ea3a9;--grey-3:#343a40;"
    "--accent:#93bbf5;--better:#52c4b2;--worse:#ff8d6a;--needs:#e3b352"
)


_TOLD = re.compile(r"<(title|desc)\b[^<>]*>[^<]*</\1>")
_MARGIN = 16
_FONT = "font-size: 12px; font-family: "


def style_sheet() -> str:
    """The rules all charts look by; the pages carry the same."""
    return files(__package__).joinpath("chart.css").read_text(encoding="utf-8")


def standalone(svg: str) -> str:
    """The SVG with its style sheet inside, light or dark as the viewer prefers, ready to be a file.

    Raises ValueError for anything but one SVG element.
    """
    if not svg.startswith("<svg ") or not svg.endswith("</svg>") or svg.count("<svg ") != 1:
        raise ValueError("one SVG element is needed")
    end = svg.index(">") + 1
    rules = (
        f"svg{{{_LIGHT};background:var(--paper)}}"
        f"@media(prefers-color-scheme:dark){{svg{{{_DARK}}}}}"
        f"{style_sheet()} .pbc.pbc-narrow{{display:block}}"
    )
    return f"{_with_room(svg[:end])}<style>{rules}</style>{svg[end:]}"


def printed(svg: str) -> str:
    """The SVG for print: in the colours of the day, by plain rules, and without what only a pointer is told. Its texts
    are to be set beside it (`pictured`).
    """
    svg = _TOLD.sub("", svg)
    end = svg.index(">") + 1
    return f"{svg[:end]}<style>{plain_rules()}</style>{svg[end:]}"


@cache
def plain_rules() -> str:
    """The style sheet one rule a line, without layers, conditions and names for colours."""
    lines = (line.strip() for line in style_sheet().splitlines())
    plain = (line for line in lines if line.startswith(".") and ":hover" not in line and ":has" not in line)
    rules = "".join(plain)
    for token in _LIGHT.split(";"):
        name, _colon, value = token.partition(":")
        rules = rules.replace(f"var({name})", value)
    return rules.replace(".pbc.pbc-narrow { display: block; }", "").replace("font: 400 12px/1 ", _FONT)


def _with_room(opening: str) -> str:
    """The opening tag with a margin around the drawing, which a page would have given it."""
    before, box = opening.split('viewBox="', 1)
    corner, after = box.split('"', 1)
    _, _, width, height = corner.split()
    wider, higher = float(width) + 2 * _MARGIN, float(height) + 2 * _MARGIN
    return f'{before}viewBox="-{_MARGIN} -{_MARGIN} {wider:g} {higher:g}"{after}'
