"""Notes are written by anybody: nothing in them runs, loads or pretends."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pilothouse.web.records.markdown import rendered

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/p.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<style>body{display:none}</style>",
    "<form action=/><input name=q></form>",
    "<svg><script>1</script></svg>",
    "<math><mi//xlink:href='data:x,<script>1</script>'>",
    "`<script>alert(1)</script>`",
    "<div style='position:fixed'>x</div>",
    "[a]: javascript:alert(1)\n[a]",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
]
ALLOWED = re.compile(
    r"</?(?:p|br|strong|em|del|code|pre|blockquote|ul|ol|li|h[1-4]|hr|table|thead|tbody|tr|th|td)>"
    r'|<a href="(?:https?:|mailto:|/|#)[^"<>]*"(?: title="[^"<>]*")? rel="noopener noreferrer nofollow">|</a>'
    r'|<a rel="noopener noreferrer nofollow">'
)


def tags(markup: str) -> list[str]:
    return [tag for tag in re.findall(r"<[^>]*>", markup) if not ALLOWED.fullmatch(tag)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_notes_come_out_harmless(text: str) -> None:
    markup = rendered(text)
    assert tags(markup) == []
    assert "javascript:" not in re.sub(r">[^<]*<", "><", markup).lower()


@example("[]()")
@example("[](:)")
@example("[a](b)")
@given(st.text(alphabet="<>&\"'=/ :()[]!`*_#-\nabcjscript", max_size=120))
def test_no_text_makes_another_tag(text: str) -> None:
    assert tags(rendered(text)) == []


def test_what_people_write() -> None:
    markup = rendered("Two *late* flights:\n\n- LGA\n- EWR\n\nSee [the page](https://example.org/a) or `wk 26`.")
    for part in ("<em>late</em>", "<li>LGA</li>", '<a href="https://example.org/a"', "<code>wk 26</code>"):
        assert part in markup


def test_deep_nesting_ends() -> None:
    assert len(rendered(">" * 5_000 + "x")) < 100_000
