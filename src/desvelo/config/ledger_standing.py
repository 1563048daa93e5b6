"""At every start: does anything outside the database know more of the audit log than the database?

Source: security-design D7.6.
"""

import sys

from desvelo.guards.audit import standing


def require() -> None:
    """Pass when nothing does, and say who could not be asked.  Raises LedgerBehind."""
    for each in standing.require_whole():
        sys.stderr.write(f"The audit log could not be compared with “{each.by}” ({each.reason}).\n")
