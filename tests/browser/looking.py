"""What journeys do on a page: check that it is sound in both colours, and go about it with the keyboard alone."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.chromium import faults

MOST_TABS = 150


def problems(page: Page) -> list[str]:
    """What axe finds on the page in light, and in dark what can differ there: the contrasts. One line each."""
    page.emulate_media(color_scheme="light")
    light = faults(page)
    page.emulate_media(color_scheme="dark")
    dark = faults(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    found = [("light", item) for item in light] + [("dark", item) for item in dark]
    return [f"{where} {item['id']}: {node['html'][:160]}" for where, item in found for node in item["nodes"]]


def sound(page: Page) -> None:
    """Axe finds nothing, in light and in dark."""
    assert problems(page) == [], page.url


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus stands on it, as somebody without a mouse does; it has to be visible there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate("element => element.matches(':focus-visible')")
            return
    raise AssertionError(f"the keyboard does not reach {target}")


def type_into(page: Page, label: str, text: str) -> None:
    """Tab to a field and fill it."""
    tab_to(page, page.get_by_label(label))
    page.keyboard.type(text)


def press(page: Page, button: str) -> None:
    """Tab to a button and press it."""
    tab_to(page, page.get_by_role("button", name=button, exact=True))
    page.keyboard.press("Enter")


def photo(folder: Path) -> Path:
    """A picture as a phone would take it, only smaller."""
    path = folder / "belt.png"
    path.write_bytes(bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    ))  # fmt: skip
    return path
