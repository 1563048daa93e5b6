"""Which of several overlapping findings stands: the more certain, then the longer, then the earlier.

The order is total (label and rule break the last ties), so the same findings in any order give the same result.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable

from desvelo.kernel.detection.finding import Finding


def _rank(finding: Finding) -> tuple[int, int, int, str, str, str]:
    length = finding.end - finding.start
    return (-finding.certainty, -length, finding.start, finding.label, finding.detector, finding.rule)


def resolve(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return disjoint findings in the order of the text."""
    every = tuple(findings)
    if len(every) == 1:
        return every
    different = set(every)
    kept: list[tuple[int, int, Finding]] = []
    for finding in sorted(different, key=_rank):
        place = bisect_right(kept, (finding.start, finding.end), key=lambda item: item[:2])
        free_left = place == 0 or kept[place - 1][1] <= finding.start
        free_right = place == len(kept) or finding.end <= kept[place][0]
        if free_left and free_right:
            insort(kept, (finding.start, finding.end, finding), key=lambda item: item[:2])
    return tuple(finding for _, _, finding in kept)
