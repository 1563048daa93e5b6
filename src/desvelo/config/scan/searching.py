"""Looking into entries: what was found in each text, and the same text with it taken out."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from desvelo.kernel.detection import masked, scanning
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.masked import Chip
from desvelo.kernel.transcripts.entry import Entry
from desvelo.kernel.transcripts.talk import Talk

Findings = tuple[Finding, ...]
_LONGEST_WORD = 60


class Searched(NamedTuple):
    """An entry with the findings of each of its parts; *failed* says that a detector broke and all is covered."""

    file: str
    entry: Entry
    findings: tuple[Findings, ...]
    failed: bool

    def each(self) -> Iterator[tuple[str, str, Finding]]:
        """Yield (field, value, finding) from left to right."""
        for part, findings in zip(self.entry.parts, self.findings, strict=True):
            for finding in findings:
                yield part.field, part.text[finding.start : finding.end], finding


def searched(file: str, entries: Iterable[Entry]) -> Iterator[Searched]:
    """Yield every entry that holds a text, or is to be copied as it is."""
    talk = Talk()
    for entry in entries:
        found: list[Findings] = []
        failed = False
        for part in entry.parts:
            findings = scanning.scan_or_cover(part.text, talk.before(entry, part))
            failed |= bool(findings) and findings == scanning.unreadable(part.text)
            found.append(findings)
        talk.remember(entry)
        yield Searched(file, entry, tuple(found), failed)


def without(text: str, findings: Findings, names: dict[str, str]) -> str:
    """Return *text* with the name of its class, and the little that may be shown, in the place of each finding."""
    body, _ = masked.mask(text, findings, str)
    return "".join(_shown(part, names) if isinstance(part, Chip) else part for part in body.parts)


@lru_cache(maxsize=1_024)
def covered(text: str) -> str:
    """Return a short word about a message, such as a date or the name of a key, as a report may show it."""
    short = text[:_LONGEST_WORD]
    return without(short, scanning.scan_or_cover(short), {})


def _shown(chip: Chip, names: dict[str, str]) -> str:
    name = names.get(chip.label, chip.label)
    return f"[{name} {chip.hint}]" if chip.hint else f"[{name}]"
