"""What ``desvelo verify-ledger`` prints, made in a process with Django."""

import json
import sys

from desvelo.guards.audit import queries


def main() -> int:
    """Verify; print the report as one JSON line; return 0 when everything holds."""
    report = queries.verify_all()
    problem = None if report.problem is None else str(report.problem)
    result = {
        "size": report.size,
        "root": report.root.hex(),
        "checkpoints_checked": report.checkpoints_checked,
        "signed_size": report.signed_size,
        "problem": problem,
    }
    sys.stdout.write(json.dumps(result) + "\n")
    said = f"{report.size} entries hold together." if problem is None else f"The log does not hold together: {problem}."
    sys.stderr.write(f"{said}\n")
    return 0 if problem is None else 1
