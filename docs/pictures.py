"""Takes the pictures of the documents from the demo, walks the README's walk, and opens every record they name.

    ./pilot pictures

Builds the demo company first where it does not stand yet. Needs Chromium.
"""

import colorsys
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
TEXTS = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
CODE = re.compile(r"\b[A-Z]{1,3}-\d{4}\b")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DESK, PHONE = (1440, 900), (390, 900)
COLOURS, HUES = 256, 12


@dataclass(frozen=True)
class Shot:
    """One picture: its name, whose eyes it is seen with, the page, and how much of it (whole page without height)."""

    name: str
    who: str
    path: str
    window: tuple[int, int] = DESK
    height: int | None = None


SHOTS = (
    Shot("bridge", "Managing director", "/bridge/"),
    Shot("signal", "Station manager EWR", "/SIG-0074/", height=1120),
    Shot("decision", "Managing director", "/D-0004/", height=770),
    Shot("thread", "Managing director", "/ISS-0005/thread/"),
    Shot("reviews", "Managing director", "/reviews/"),
    Shot("my-work", "Station manager EWR", "/my-work/"),
    Shot("effect", "Carrier relations manager", "/VER-0007/", height=1290),
    Shot("report", "Duty manager JFK", "/improvement/report/", window=PHONE),
)
# The walk of the README: what is clicked, and the record whose page must then be open.
WALK = (
    ("All decisions", "Decisions"),
    ("A spare aircraft for Envoy's mornings at EWR", "D-0004"),
    ("Departures on time by carrier, EWR · Envoy Air: lower since week 15", "SIG-0011"),
    ("Envoy's departures at EWR fell after March", "ISS-0005"),
    ("A spare aircraft for Envoy's mornings at EWR", "D-0004"),
    ("Spare aircraft for the mornings agreed with Envoy", "ACT-0033"),
    ("Effect of: Spare aircraft for the mornings agreed with Envoy", "VER-0005"),
    ("The whole thread", "VER-0005"),
    ("Departures on time by carrier, EWR · Envoy Air: lower since week 15", "SIG-0011"),
)


@contextmanager
def demo() -> Iterator[str]:
    """The demo, served as `./pilot demo` serves it; gives its sign-in link."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "pilothouse.cli", "demo", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        lines = iter(server.stdout or ())
        link = next(line.split()[2] for line in lines if line.startswith("Step in:"))
        _wait_for(port)
        yield link
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the demo does not answer")


def enter(browser: Browser, link: str, who: str, window: tuple[int, int] = DESK) -> Page:
    """A window in which this person of the demo is signed in."""
    size = {"width": window[0], "height": window[1]}
    page = browser.new_context(viewport=size, color_scheme="light").new_page()
    page.set_default_timeout(10_000)
    page.goto(link)
    page.locator("main li").filter(has=page.get_by_text(who, exact=True)).locator("button").click()
    page.wait_for_url(lambda url: "/enter/" not in url)
    return page


def take(page: Page, root: str, shot: Shot) -> None:
    """Take one picture and keep it."""
    answer = page.goto(root + shot.path)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{shot.path} does not open for {shot.who}")
    clip = {"x": 0, "y": 0, "width": shot.window[0], "height": shot.height} if shot.height else None
    taken = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    path = PICTURES / f"{shot.name}.png"
    few_colours(Image.open(BytesIO(taken)).convert("RGB")).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB", flush=True)


def few_colours(picture: Image.Image) -> Image.Image:
    """The picture with its own most frequent colours, those of every hue among them: a third of the size.

    Colour carries meaning here; the usual ways to choose a palette mix away what is rare, such as a single mark.
    """
    pixels = np.asarray(picture, dtype=np.int32)
    colours, place, count = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    by_hue: dict[int, list[int]] = defaultdict(list)
    for index in np.argsort(-count, kind="stable").tolist():
        hue, saturation, _ = colorsys.rgb_to_hsv(*(colours[index] / 255))
        by_hue[round(hue * HUES) % HUES if saturation > 0.3 else -1].append(index)
    vivid = [index for hue, found in by_hue.items() if hue >= 0 for index in found[: COLOURS // 2 // HUES]]
    chosen = colours[vivid + by_hue[-1][: COLOURS - len(vivid)]]
    nearest = [int(((chosen - colour) ** 2).sum(axis=1).argmin()) for colour in colours]
    few = Image.fromarray(np.array(nearest, dtype=np.uint8)[place.reshape(pixels.shape[:2])])
    few.putpalette(chosen.astype(np.uint8).tobytes())
    return few


def walk(page: Page, root: str) -> None:
    """Go the way the README tells, by its links alone."""
    page.goto(f"{root}/bridge/")
    for link, expected in WALK:
        page.locator("main a", has_text=link).filter(visible=True).first.click()
        page.locator("main h1", has_text=expected).wait_for()
    named = set(CODE.findall(TEXTS[0].read_text())) if TEXTS[0].exists() else set()
    if missing := {expected for _, expected in WALK if CODE.fullmatch(expected)} - named:
        raise SystemExit(f"the README does not name {', '.join(sorted(missing))}")


def open_every_record(page: Page, root: str) -> None:
    """Every record that a document names stands in the demo."""
    codes = {code for text in TEXTS if text.exists() for code in CODE.findall(text.read_text())}
    lost = [code for code in sorted(codes) if (answer := page.goto(f"{root}/{code}/")) is None or answer.status != 200]
    if lost:
        raise SystemExit(f"not in the demo: {', '.join(lost)}")
    print(f"The walk goes through; {len(codes)} records that the documents name stand in the demo.")


def main() -> int:
    """Take every picture; fail where a document and the demo part ways."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        print("Chromium is not installed here; the pictures need it.", file=sys.stderr)
        return 2
    PICTURES.mkdir(exist_ok=True)
    with demo() as link, sync_playwright() as playwright:
        root = link.partition("/enter/")[0]
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        for shot in SHOTS:
            take(enter(browser, link, shot.who, shot.window), root, shot)
        leader = enter(browser, link, "Managing director")
        walk(leader, root)
        open_every_record(leader, root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
