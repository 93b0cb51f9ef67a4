"""./pilot demo: a year of real departures in a company that is invented, built once and served."""

import argparse
import hashlib
import json
import shutil
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from pilothouse.cli.demo.company import build
from pilothouse.cli.demo.counting import counts
from pilothouse.cli.demo.flights import Flights, FlightsError
from pilothouse.cli.demo.flights import prepare as prepare_flights
from pilothouse.cli.demo.progress import Progress
from pilothouse.cli.demo.story import play
from pilothouse.cli.demo.tell import weeks_shown, what_leaders_should_know
from pilothouse.cli.plainly import InTheWay
from pilothouse.cli.serve import port_of, prepare, require_port, serve
from pilothouse.organisation.queries import the_organisation
from pilothouse.organisation.story import key_to
from pilothouse.reviews.queries.packing import FORMAT, editions
from pilothouse.trail.verify import verify

HOST = "127.0.0.1"


def main(argv: list[str]) -> int:
    """Build the demo or take what stands, say what its leadership should know, and serve it."""
    options = _options(argv)
    say = Progress(sys.stderr)
    if not options.no_serve:
        require_port(HOST, options.port)
    began = time.perf_counter()
    try:
        flights = prepare_flights(settings.DATA / "sources", report=say.line)
    except FlightsError as error:
        raise InTheWay(str(error)) from error
    whole = have_company(flights, say, fresh=options.fresh)
    _tell(flights, began, as_json=options.json)
    if options.no_serve or not whole:
        return 0 if whole else 1
    return serve(HOST, options.port, said=_link(options.port), stream=sys.stderr if options.json else sys.stdout)


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./pilot demo", description=__doc__)
    parser.add_argument("--no-serve", action="store_true", help="build and tell only")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--fresh", action="store_true", help="throw away what stands and build it again")
    parser.add_argument("--port", type=port_of, default=8000)
    return parser.parse_args(argv)


def have_company(flights: Flights, say: Progress, *, fresh: bool = False) -> bool:
    """Build the company, unless a whole one of this very story stands; is its history whole?"""
    mark = settings.DATA / "built"
    if not fresh and mark.is_file() and mark.read_text() == _recipe(flights):
        prepare()
        say.line("Company: stands ready; --fresh builds it again.")
        return True
    mark.unlink(missing_ok=True)
    _clear()
    prepare()
    _hurry()
    play(build(flights, say.line), flights, say.passing)
    report = verify()
    say.line(
        f"History: {report.entries:,} entries, {report.rows:,} rows and {report.sealed_rows:,} measurements checked: "
        + ("it is whole." if report.whole else "; ".join(report.faults[:5]))
    )
    if report.whole:
        mark.write_text(_recipe(flights))
    # Connections opened from now on write as carefully as an organisation's own.
    connections.close_all()
    return report.whole


def _clear() -> None:
    """Remove the database of an older or a broken build; the flights stay."""
    connections.close_all()
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    for path in (database, *database.parent.glob(f"{database.name}-*")):
        path.unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    shutil.rmtree(settings.DATA / "mail", ignore_errors=True)


def _hurry() -> None:
    # A build that a power cut breaks is thrown away anyway, so that it need not wait for the disk after every act.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")


def _recipe(flights: Flights) -> str:
    """Changes with the story, its tables and queries, the number of flights, and the engine that judges them."""
    digest = hashlib.sha256(repr((flights.rows, editions(), FORMAT)).encode())
    here = Path(__file__).resolve().parent
    for path in sorted((*here.glob("*.py"), *here.glob("sql/*.sql"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _tell(flights: Flights, began: float, *, as_json: bool) -> None:
    lines = what_leaders_should_know()
    if as_json:
        print("\n".join(lines), file=sys.stderr)
        seconds = round(time.perf_counter() - began, 1)
        print(json.dumps({"flights": flights.rows, **counts(weeks_shown()), "seconds": seconds}), flush=True)
    else:
        print("\n".join(lines), flush=True)


def _link(port: int) -> str:
    organisation = the_organisation()
    return f"\nStep in: http://{HOST}:{port}/enter/{key_to(organisation)}/" if organisation is not None else ""
