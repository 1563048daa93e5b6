"""Say per label how well detection does, and with ``--write`` put what it misses where the product can print it.

    .venv/bin/python scripts/score_corpus.py [--errors N] [--write]

The figures the product shows come from the fifth of the corpus that no rule is made by.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/support")]

from benchmarks import quality  # noqa: E402
from corpora import figures, making  # noqa: E402  they stand with the tests, which use them too

MESSAGES = ROOT / "tests/corpus/messages.jsonl"
MEASURED = ROOT / "src/desvelo/kernel/detection/measured.py"


def main() -> None:
    """Measure, print, and write when asked to."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--errors", type=int, default=0, help="print so many errors of the part that rules are made by"
    )
    options.add_argument("--write", action="store_true", help=f"write {MEASURED.relative_to(ROOT)}")
    asked = options.parse_args()
    messages = list(quality.scanned(quality.read(MESSAGES)))
    apart = quality.tally(each for each in messages if making.is_held_apart(each[0]["conv"]))
    open_part = [each for each in messages if not making.is_held_apart(each[0]["conv"])]
    print(figures.table("open four fifths", quality.tally(open_part)))  # noqa: T201  printing is what it is for
    print(figures.table("held-apart fifth", apart))  # noqa: T201
    for line in figures.errors(open_part, asked.errors):
        print(line)  # noqa: T201
    if asked.write:
        MEASURED.write_text(figures.module(apart), encoding="utf-8")
        sys.stderr.write(f"{MEASURED.relative_to(ROOT)} written\n")


if __name__ == "__main__":
    main()
