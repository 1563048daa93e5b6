"""The command line: ``make bench``, ``make bench ARGS="intake reveal --seconds 30"``.  Figures go to stdout."""

import argparse
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import catalogue, machine, report
from benchmarks.effort import GIGABYTE, HOUR_AT_A_HUNDRED, MILLION, TEN_MINUTES, Effort
from benchmarks.stage import Stage

_SECONDS = "length of each timed stretch (default 8; what has to hold for a minute does so for no less)"
_WAITING = "for drain: deliveries that wait (default 72,000, an hour of 20 a second; with --long 360,000)"
_MEGABYTES = "for restore: size of the files in the backup, beside the messages (default 100; with --long 1,000)"
_LONG = (
    "a million messages and ledger entries, ten minutes for what has to hold, an hour of 100 a second for drain, "
    "a gigabyte of files for restore"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks named, all when none is; return 0 also when a budget was missed, which is a finding."""
    asked = parser().parse_args(arguments)
    known = catalogue.shipped()
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        sys.stderr.write(f"No benchmark called {', '.join(unknown)}. There are: {', '.join(known)}.\n")
        return 1
    here, results = machine.describe(), []
    with Stage() as stage:
        for name in asked.names or known:
            sys.stderr.write(f"measuring {name}\n")
            results.append(measured(known[name], stage, effort_of(asked)))
            if not asked.json:
                _say(report.table(here, results[-1]))
    _say(report.document(here, results) if asked.json else report.summary(results))
    return 0


def measured(measure: catalogue.Measure, stage: Stage, effort: Effort) -> report.Result:
    """Run one benchmark and note what the machine was like."""
    fsync, load, begun = machine.fsync_us(), machine.load(), time.monotonic()
    figures = tuple(measure.run(stage, effort))
    return report.Result(
        measure=measure,
        figures=figures,
        fsync_us=fsync,
        load_before=load,
        load_after=machine.load(),
        seconds=time.monotonic() - begun,
    )


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    known = "\n".join(f"  {each.name:<10} {each.about}" for each in catalogue.shipped().values())
    reading = argparse.ArgumentParser(
        prog="make bench ARGS=…",
        description="Measure Desvelo beside simpler things measured in the same run.",
        epilog=f"Benchmarks:\n{known}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    reading.add_argument("names", nargs="*", metavar="NAME", help="which; all when none is named")
    reading.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    reading.add_argument("--seconds", type=_more_than_none, help=_SECONDS)
    reading.add_argument("--rate", type=_more_than_none, help="for sustained: hold this rate once, without a search")
    reading.add_argument("--waiting", type=_at_least_one, help=_WAITING)
    reading.add_argument("--megabytes", type=_at_least_one, help=_MEGABYTES)
    reading.add_argument("--long", action="store_true", help=_LONG)
    reading.add_argument("--texts", type=Path, help="for detection: JSON lines with “text”, instead of our own mix")
    return reading


def _more_than_none(text: str) -> float:
    """Read a number of seconds or messages; what is none of them, or never ends, is refused."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return value


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return int(text)


def effort_of(asked: argparse.Namespace) -> Effort:
    """Return the size of the run that was asked for."""
    usual = Effort()
    seconds = asked.seconds or usual.seconds
    minute = TEN_MINUTES if asked.long and not asked.seconds else max(usual.minute, seconds)
    return Effort(
        seconds=seconds,
        minute=minute,
        rate=asked.rate,
        waiting=asked.waiting or (HOUR_AT_A_HUNDRED if asked.long else usual.waiting),
        messages=MILLION if asked.long else usual.messages,
        leaves=MILLION if asked.long else usual.leaves,
        megabytes=asked.megabytes or (GIGABYTE if asked.long else usual.megabytes),
        texts=asked.texts,
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
