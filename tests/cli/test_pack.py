"""./pilot pack: made again and compared, and written to files."""

from pathlib import Path

import pytest
from django.db import connection

from pilothouse.cli.pack import main
from pilothouse.cli.plainly import InTheWay
from pilothouse.cli.verify import main as verify
from pilothouse.paper import pdf_of, workbook_of
from pilothouse.paper.comparing import is_given_by
from pilothouse.reviews.models import Pack, Rating
from pilothouse.reviews.operations import freeze_pack, sign_pack
from pilothouse.reviews.queries import signed
from tests.cast import act
from tests.stage import Stage

RATED = ("suitable", "adequate", "effective", "aligned")


@pytest.fixture
def pack(stage: Stage) -> Pack:
    return freeze_pack(act(stage.cast.quality), stage.review)


def test_equal_is_said(pack: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([pack.review.code, "--check"]) == 0
    said = capsys.readouterr().out
    assert pack.digest in said
    assert said.endswith("equal to the byte.\n")


def test_it_is_written_as_the_page_gives_it(pack: Pack, tmp_path: Path) -> None:
    pdf, text = tmp_path / "pack.pdf", tmp_path / "pack.json"
    assert main([pack.review.code, "--pdf", str(pdf), "--json", str(text)]) == 0
    assert (pdf.read_bytes(), text.read_text()) == (pdf_of(pack), pack.body)


def test_an_altered_pack_is_written_to_no_file(pack: Pack, tmp_path: Path) -> None:
    by_hand = connection.connection.cursor()  # past Django, as the owner of the database can
    by_hand.execute("""UPDATE reviews_pack SET body = REPLACE(body, '"title":"', '"title":"Not ')""")
    for option in ("--pdf", "--xlsx", "--json"):
        with pytest.raises(InTheWay, match="no longer what was frozen"):
            main([pack.review.code, option, str(tmp_path / "pack")])
    assert not list(tmp_path.iterdir())


def test_a_checkpoint_with_invisible_signs_of_an_earlier_print_is_known(pack: Pack) -> None:
    printed = f"{pack.root[:20]}\u200b{pack.root[20:40]}\u200b{pack.root[40:]}"
    assert verify([str(pack.entries), printed]) == 0
    assert verify([str(pack.entries), pack.root.replace(pack.root[0], "x")]) == 1


@pytest.mark.parametrize("named", ["REV-0099", "REV-0001/7", "ISS-0001", "x", "REV-0001/x"])
def test_what_is_not_there_is_said_plainly(pack: Pack, named: str) -> None:
    with pytest.raises(InTheWay):
        main([named])


def test_a_file_in_hand_is_held_against_the_pack(
    stage: Stage, pack: Pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also the paper from before it was signed; a changed one is none, and of a text each change is named."""
    paper, text = pdf_of(pack), tmp_path / "pack.json"
    sign_pack(act(stage.cast.leader), pack, **dict.fromkeys(RATED, Rating.YES))
    given = signed(pack).signatures
    assert [is_given_by(pack, one, given) for one in (pack.body.encode(), paper, workbook_of(pack))] == [True] * 3
    assert [is_given_by(pack, one, given) for one in (pack.body.encode() + b" ", paper[:-9] + b"x", b"PK")] == [
        False
    ] * 3
    text.write_text(pack.body.replace('"title":"Departures on time"', '"title":"Departures in time"'))
    assert main([pack.review.code, "--against", str(text)]) == 1
    assert "'Departures on time' in the pack, 'Departures in time' in the file" in capsys.readouterr().out
    with pytest.raises(InTheWay, match="cannot be read: No such file"):
        main([pack.review.code, "--against", str(tmp_path / "gone")])


def test_a_signature_from_outside_is_none(stage: Stage, pack: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    sign_pack(act(stage.cast.leader), pack, **dict.fromkeys(RATED, Rating.YES))
    assert signed(pack).faults == 0
    by_hand = connection.connection.cursor()  # past Django, as the owner of the database can
    by_hand.execute("UPDATE reviews_signature SET effective = 'no'")
    assert main([pack.review.code, "--check"]) == 1
    assert "is not valid: history tells of no such signature" in capsys.readouterr().out
    by_hand.execute("DELETE FROM reviews_signature")
    assert signed(pack).missing == 1
