"""Text from which the data were taken out, with chips in their place.

``mask`` splits a text at its findings.  A sealed datum comes back beside the masked text, once, to be sealed by the
caller; a discarded one comes back without its value.  The type says what a template may print: ``MaskedText`` never
held what was found.  Encoded as JSON: ``{"v": 1, "parts": ["text", {chip}, ...]}``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from desvelo.kernel.detection.catalogue import Catalogue, shipped
from desvelo.kernel.detection.errors import FindingsMisplaced, NotMaskedText
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.labels import Handling, Label, nothing

_VERSION = 1
_COVER = "•••"
_ELLIPSIS = "…"
_LAST_PARTS = 20
ERASED = "ERASED"
"""What a chip is called whose datum was erased later; no datum is of this class."""


@dataclass(frozen=True, slots=True)
class Chip:
    """The place of a datum in a masked text: its id, class, and the little that may be shown of it."""

    datum: str
    label: str
    hint: str
    discarded: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Datum:
    """What was taken out.  *value* is None when the label discards; it is never in the ``repr``.

    *rule* says which detector found it, and how: codes, no content.
    """

    id: str
    label: str
    hint: str
    handling: Handling
    certainty: Certainty
    value: str | None = field(repr=False)
    detail: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Envelope:
    v: int
    parts: tuple[str | Chip, ...]


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Envelope, strict=True)


@dataclass(frozen=True, slots=True)
class MaskedText:
    """Plain stretches and chips, in the order of the message."""

    parts: tuple[str | Chip, ...]

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips, left to right."""
        return tuple(part for part in self.parts if isinstance(part, Chip))

    def plain_preview(self, limit: int) -> str:
        """Return at most *limit* characters on one line, each chip as its hint or as three bullets."""
        shown = (part if isinstance(part, str) else part.hint or _COVER for part in self.parts)
        line = " ".join("".join(shown).split())
        return line if len(line) <= limit else line[: max(0, limit - 1)].rstrip() + _ELLIPSIS[:limit]

    def ending(self, limit: int) -> str:
        """Return the last *limit* characters, line breaks kept, each chip as three bullets."""
        shown = "".join(part if isinstance(part, str) else _COVER for part in self.parts[-_LAST_PARTS:])
        return shown[max(0, len(shown) - limit) :]

    def begun(self, *, catalogue: Catalogue | None = None) -> str | None:
        """Return the label of a number that the text ends with and does not finish; one without a hint is a part."""
        last = self.parts[-1] if self.parts else None
        if not isinstance(last, Chip) or last.hint or last.discarded:
            return None
        hints = (catalogue or shipped()).label(last.label).hint is not nothing
        return last.label if hints else None

    def beginning(self, limit: int) -> "MaskedText":
        """Return what fits in about *limit* characters; a chip stands whole or not at all."""
        kept: list[str | Chip] = []
        left = limit
        for part in self.parts:
            if left <= 0:
                break
            left -= len(part) if isinstance(part, str) else len(part.hint or _COVER)
            kept.append(part if left >= 0 or isinstance(part, Chip) else part[:left].rstrip() + _ELLIPSIS)
        return MaskedText(tuple(kept))

    def without(self, datum: str) -> "MaskedText":
        """Return the text in which only the place of *datum* is left: not what it was, nor how it ended."""
        gone = Chip("", ERASED, "", discarded=True)
        parts = (gone if isinstance(part, Chip) and part.datum == datum else part for part in self.parts)
        return MaskedText(tuple(parts))

    def encode(self) -> bytes:
        """Return the stored form."""
        return _ENCODER.encode(_Envelope(_VERSION, self.parts))

    @classmethod
    def decode(cls, data: bytes) -> "MaskedText":
        """Read the stored form.  Raises NotMaskedText."""
        try:
            envelope = _DECODER.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise NotMaskedText from None
        if envelope.v != _VERSION:
            raise NotMaskedText
        return cls(envelope.parts)


def mask(
    text: str, findings: Sequence[Finding], new_id: Callable[[], str], *, catalogue: Catalogue | None = None
) -> tuple[MaskedText, tuple[Datum, ...]]:
    """Take *findings* out of *text*; each becomes one chip and one datum under a new id.

    Raises FindingsMisplaced, LabelUnknown.
    """
    catalogue = catalogue or shipped()
    parts: list[str | Chip] = []
    data: list[Datum] = []
    done = 0
    for finding in findings:
        if not done <= finding.start < finding.end <= len(text):
            raise FindingsMisplaced(start=finding.start, end=finding.end)
        datum = _datum(finding, text[finding.start : finding.end], catalogue.label(finding.label), new_id())
        parts += [text[done : finding.start], _chip(datum)]
        data.append(datum)
        done = finding.end
    parts.append(text[done:])
    return MaskedText(tuple(part for part in parts if part)), tuple(data)


def _datum(finding: Finding, value: str, label: Label, datum_id: str) -> Datum:
    kept = value if label.handling is Handling.SEAL else None
    hint, detail = label.hint(value), label.detail(value)
    rule = f"{finding.detector}/{finding.rule}"
    return Datum(datum_id, label.code, hint, label.handling, finding.certainty, kept, detail, rule)


def _chip(datum: Datum) -> Chip:
    return Chip(datum.id, datum.label, datum.hint, datum.handling is Handling.DISCARD, datum.detail)
