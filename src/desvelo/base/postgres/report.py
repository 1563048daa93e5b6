"""The one line of PostgreSQL's log that says why it ended, without the lines that may quote a row."""

import re
from collections.abc import Sequence

_DETAILS = re.compile(r"\b(DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION|BACKTRACE):")
_REASON = re.compile(r"\b(FATAL|PANIC|error|initdb: error|desvelo):")
_PREFIX = re.compile(r"^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] ")


def why(lines: Sequence[str]) -> str:
    """Return the last line that names a reason, else the last line that is not a detail.

    >>> why(["2026-01-01 00:00:00.000 UTC [7] FATAL:  lock file is empty", "2026-… HINT:  remove it"])
    'FATAL:  lock file is empty'
    >>> why([])
    'its log is empty.'
    """
    plain = [_PREFIX.sub("", line.strip()) for line in lines if line.strip() and not _DETAILS.search(line)]
    reasons = [line for line in plain if _REASON.search(line)]
    return (reasons or plain or ["its log is empty."])[-1]
