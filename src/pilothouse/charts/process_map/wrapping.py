"""Breaking texts into lines that fit a width."""

from unicodedata import category, combining

from pilothouse.charts.svg import is_joined, text_width

# The class of signs that take the vowel from a letter and tie it to the next one (Unicode, UAX 44).
_VIRAMA = 9


def wrapped(words: str, width: float, size: float, most: int) -> list[str]:
    """At most `most` lines no wider than `width`; what does not fit ends with an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [_cut(line, width, size) for line in lines]


def _cut(line: str, width: float, size: float) -> str:
    if text_width(line, size) <= width:
        return line
    whole = line
    while len(line) > 2 and (text_width(f"{line}…", size) > width or _is_torn(whole, len(line))):
        line = line[:-1].rstrip(" …")
    return f"{line}…"


def _is_torn(words: str, at: int) -> bool:
    """Would a cut there take a vowel or an accent from its letter, or tear signs that are joined into one?"""
    after, before = words[at], words[at - 1]
    joins = before == "\u200d" or combining(before) == _VIRAMA
    return joins or is_joined(after) or category(after) == "Mc"


def balanced(words: str, width: float, size: float, most: int) -> list[str]:
    """As `wrapped`, with lines of about the same length."""
    lines = wrapped(words, width, size, most)
    if len(lines) < 2:
        return lines
    narrow = text_width(words, size) / len(lines)
    while narrow < width:
        tried = wrapped(words, narrow, size, most)
        if len(tried) == len(lines) and "…" not in "".join(tried):
            return tried
        narrow += 6.0
    return lines
