"""./pilot pack: a frozen pack made again and compared, or written to a file."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from pilothouse.cli.database import bring_to_this_version
from pilothouse.cli.plainly import InTheWay
from pilothouse.organisation.queries import system_person
from pilothouse.paper import pdf_of, workbook_of
from pilothouse.paper.comparing import is_given_by, text_differences
from pilothouse.reviews.models import Outcome, Pack
from pilothouse.reviews.place_wording import place_in_words
from pilothouse.reviews.queries import Checked, Signed, checked, is_known, is_sound, later_pack, signed
from pilothouse.reviews.queries.checking import Difference
from pilothouse.reviews.wording import said_of

_MOST = 40
_OTHER_EDITION = 3


def main(argv: list[str]) -> int:
    """Say whether a pack can be made again, equal to the byte; with each difference, exit 3 where it is whole and only
    the engine that judges it is another one, and exit 1 where it is not.
    """
    parser = argparse.ArgumentParser(prog="./pilot pack", description=__doc__)
    parser.add_argument("review", help="the review's number, with the pack's where there are several: REV-0003/2")
    parser.add_argument(
        "--check",
        action="store_true",
        help="make it again and compare: 0 equal, 3 whole but of another edition of the engine, 1 not",
    )
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="write it as PDF")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write its figures as a workbook")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the text whose digest it bears")
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="is this file (PDF, XLSX, JSON) what the pack gives? 0 yes, 1 no"
    )
    parser.add_argument("--demo", action="store_true", help="of the demo company, not of your own organisation")
    options = parser.parse_args(argv)
    bring_to_this_version()
    pack = _found(options.review)
    print(f"{pack}: known until {pack.cut_off:%Y-%m-%d %H:%M} UTC, digest {pack.digest}")
    print(f"Checkpoint of the history: {pack.entries} {pack.root}")
    later = later_pack(pack, system_person())
    if later:
        print(f"Superseded by {later}, known until {later.cut_off:%Y-%m-%d %H:%M} UTC.")
    given = _read(options.against) if options.against else None
    if options.pdf or options.xlsx or options.json or given is not None:
        _refuse(pack, readable=bool(options.pdf or options.xlsx or given is not None))
    signatures = signed(pack)
    if options.pdf:
        _write(options.pdf, pdf_of(pack, signatures.signatures, later=later))
    if options.xlsx:
        _write(options.xlsx, workbook_of(pack))
    if options.json:
        _write(options.json, pack.body.encode())
    codes = [_told(pack, checked(pack)), _signed(signatures)] if options.check else []
    codes += [_compared(pack, given, signatures)] if given is not None else []
    return 1 if 1 in codes else max(codes, default=0)


def _refuse(pack: Pack, *, readable: bool) -> None:
    """No file is made of what is no longer what was frozen, nor of what this version cannot read."""
    if not is_sound(pack):
        raise InTheWay(f"{pack} is no longer what was frozen: no file is made of it. ./pilot verify tells more.")
    if readable and not is_known(pack):
        raise InTheWay(f"A newer version of Pilothouse froze {pack}, in a format that this one does not know.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InTheWay(f"{path} cannot be read: {error.strerror}.") from error


def _compared(pack: Pack, given: bytes, signatures: Signed) -> int:
    """Say whether a file is what the pack gives; the exit code of it."""
    if is_given_by(pack, given, signatures.signatures):
        print("The file is what the pack gives, equal to the byte.")
        return 0
    print(
        "✗ The file is not what this version of the product makes of the pack: somebody has changed it, or another "
        "version made it. The text (JSON) of a pack is the same in every version."
    )
    _list(pack, text_differences(pack, given), "✗", "in the file")
    return 1


def _signed(signatures: Signed) -> int:
    """Say which signatures are none; the exit code of it."""
    for one in signatures.signatures:
        if not one.is_valid:
            why = "history tells of no such signature" if one.told_otherwise else "it was given for another text"
            print(f"✗ The signature of {one.signed_as} is not valid: {why}.")
    if signatures.missing:
        print(f"✗ Signatures that history tells of and that are gone: {signatures.missing}.")
    return 1 if signatures.faults else 0


def _write(path: Path, made: bytes) -> None:
    path.write_bytes(made)
    print(f"Written: {path}")


def _found(named: str) -> Pack:
    code, _slash, number = named.strip().upper().partition("/")
    digits = code.removeprefix("REV-")
    if not digits.isdecimal() or (number and not number.isdecimal()):
        raise InTheWay(f"{named} is no review's number; it looks like REV-0003, or REV-0003/2 for its second pack.")
    packs = Pack.objects.filter(review__number=int(digits)).select_related("review").order_by("number")
    pack: Pack | None = packs.filter(number=int(number)).first() if number else packs.last()
    if pack is None:
        raise InTheWay(f"{named} has no pack; one is frozen on the review's page.")
    return pack


def _told(pack: Pack, again: Checked) -> int:
    """Say what came of it; the exit code of it."""
    good, apart = again.outcome == Outcome.EQUAL, again.outcome == Outcome.EDITION
    print("Made again from the history: equal to the byte." if good else f"{'~' if apart else '✗'} {_said(again)}")
    _list(pack, again.differences, "~" if apart else "✗", "made again")
    return 0 if good else _OTHER_EDITION if apart else 1


def _list(pack: Pack, found: Sequence[Difference], sign: str, where: str) -> None:
    told = json.loads(pack.body) if found else {}
    for path, was, now in found[:_MOST]:
        words = place_in_words(told, path)
        print(f"{sign} {path}{f' ({words})' if words else ''}: {was!r} in the pack, {now!r} {where}")
    if len(found) > _MOST:
        print(f"  and {len(found) - _MOST} more")


def _said(again: Checked) -> str:
    return f"{again.outcome.label}. {said_of(again)}"
