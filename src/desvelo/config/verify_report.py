"""What ``desvelo verify-ledger`` prints, made in a process with Django."""

import json
import sys

from django.conf import settings

from desvelo.guards.audit import queries
from desvelo.kernel.ledger.verify import Report


def main() -> int:
    """Verify; print the report as one JSON line; return 0 when everything holds."""
    report = queries.verify_all()
    problem = None if report.problem is None or _is_new(report) else str(report.problem)
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


def _is_new(report: Report) -> bool:
    """Tell whether nothing is signed because nothing ever happened: no entry here, no checkpoint outside either."""
    nothing = report.problem is not None and report.problem.code == "nothing_signed" and queries.size() == 0
    return nothing and not (settings.DESVELO.data / "anchors" / "checkpoints.log").exists()
