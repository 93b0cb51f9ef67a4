"""./pilot verify: is the history whole, and do live rows equal its replay?"""

import argparse
import time

from pilothouse.cli.database import bring_to_this_version
from pilothouse.records.files import is_whole
from pilothouse.records.models import Attachment
from pilothouse.reviews.models import Pack
from pilothouse.trail.chain import digest
from pilothouse.trail.verify import Report, verify


def main(argv: list[str]) -> int:
    """Print the verdict; exit 1 with every fault named when something is wrong."""
    parser = argparse.ArgumentParser(prog="./pilot verify", description=__doc__)
    parser.add_argument("size", nargs="?", type=int, default=0, help="entries of a checkpoint kept outside")
    parser.add_argument("root", nargs="?", default="", help="its root")
    parser.add_argument("--demo", action="store_true", help="of the demo company, not of your own organisation")
    options = parser.parse_args(argv)
    if bool(options.size) != bool(options.root):
        parser.error("a checkpoint is a size and a root")
    bring_to_this_version()
    began = time.perf_counter()
    # Packs once printed a root with invisible places where a line may break.
    report = verify(options.size, options.root.replace("\u200b", ""))
    _check_files(report)
    _check_packs(report)
    print(f"{report.entries:,} entries, {report.rows:,} live rows, {report.sealed_rows:,} measurements ", end="")
    print(f"in {time.perf_counter() - began:.1f} s")
    for fault in report.faults:
        print(f"✗ {fault}")
    if report.faults:
        return 1
    if not report.entries:
        print("Nothing has been recorded here yet. The demo's history: ./pilot verify --demo")
        return 0
    print(f"The history is whole. Checkpoint to keep outside: {report.entries} {report.root}")
    return 0


def _check_packs(report: Report) -> None:
    for pack in Pack.objects.select_related("review").iterator(chunk_size=20):
        if digest(pack.body) != pack.digest:
            report.faults.append(f"pack {pack}: its text is no longer what was frozen")


def _check_files(report: Report) -> None:
    for attachment in Attachment.objects.iterator():
        if not is_whole(attachment.digest):
            report.faults.append(f"file {attachment.name} of record {attachment.record_id}: missing or changed")
