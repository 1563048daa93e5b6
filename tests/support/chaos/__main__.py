"""``make chaos SECONDS=1800 SEED=7``: ends with 0 when all is good, 1 when not, 2 when too little went wrong to say.

``ONLY="F1 F3"`` strikes with those alone.  ``WITHOUT="ack dedupe monotone"`` takes guarantees away first: then 0 means
that the judge noticed what each was good for.
"""

import argparse
import sys

from chaos import controls, report, run
from chaos.run import Asked

_CODES = {"good": 0, "bad": 1, "unknown": 2}


def main(arguments: list[str]) -> int:
    """Run once, print the report, and return the exit code."""
    asked = _parser().parse_args(arguments)
    outcome = run.once(Asked(seed=asked.seed, seconds=asked.seconds, without=asked.without, only=asked.only))
    sys.stdout.write(report.written(outcome))
    if asked.verbose:
        sys.stdout.write("\n".join(outcome.log) + "\n")
    if asked.without:
        unnoticed = [name for name in asked.without if not report.noticed(outcome, name)]
        sys.stdout.write(f"without {', '.join(asked.without)}: not noticed: {', '.join(unnoticed) or 'none'}\n")
        return 1 if unnoticed else 0
    return _CODES[outcome.verdict]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make chaos", description=str(__doc__).splitlines()[0])
    parser.add_argument("--seed", type=int, default=7, help="which order, moments and victims (default 7)")
    parser.add_argument("--seconds", type=float, default=300, help="how long things go wrong (default 300)")
    parser.add_argument("--without", nargs="*", choices=controls.NAMES, default=[], help="guarantees to take away")
    parser.add_argument("--only", nargs="*", metavar="FAULT", default=[], help="these faults of faults.md alone")
    parser.add_argument("--verbose", action="store_true", help="each strike on a line of its own")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
