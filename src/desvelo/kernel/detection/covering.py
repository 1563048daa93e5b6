r"""Covering more of a text that is masked already: what a person saw, or what a detector finds by now.

``plain`` is what is still readable, with one sign for each chip, so that a rule sees where something stands and a place
on the screen is a place here.  ``cover`` takes findings of that text out of it; a chip that stands in the middle of one
stays what it is, and what is around it becomes a datum of its own.  What was covered is in nothing that it returns but
the data.

>>> from desvelo.kernel.detection.finding import Certainty
>>> body = MaskedText(("moro na rua das Acácias 12, fundos",))
>>> covered = cover(body, [by_hand(8, 26, "PIX_KEY")], lambda: "d1")
>>> [part if isinstance(part, str) else part.label for part in covered.body.parts]
['moro na ', 'PIX_KEY', ', fundos']
>>> [datum.value for datum in covered.data]
['rua das Acácias 12']
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from desvelo.kernel.detection.catalogue import Catalogue
from desvelo.kernel.detection.errors import FindingsMisplaced
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.masked import Chip, Datum, MaskedText, mask

CHIP = "\ufffc"
BY_HAND = ("person", "by_hand")
_NUL, _RETURN, _LINE = "\0\r\n"


@dataclass(frozen=True, slots=True)
class Covered:
    """A masked text with more taken out: the text, what was taken out, how many parts its heading has now."""

    body: MaskedText
    data: tuple[Datum, ...]
    heading: int


def plain(body: MaskedText) -> str:
    """Return what is readable in *body*, with ``CHIP`` for each chip."""
    return "".join(part if isinstance(part, str) else CHIP for part in body.parts)


def by_hand(start: int, end: int, label: str) -> Finding:
    """Return the finding of a person, who is as sure as a check digit."""
    return Finding(start, end, label, Certainty.CHECKED, *BY_HAND)


def cover(
    body: MaskedText,
    findings: Sequence[Finding],
    new_id: Callable[[], str],
    *,
    heading: int = 0,
    catalogue: Catalogue | None = None,
) -> Covered:
    """Take *findings*, with offsets of ``plain(body)``, out of *body*, whose first *heading* parts are apart.

    Raises FindingsMisplaced, LabelUnknown.
    """
    _require_order(findings, length=len(plain(body)))
    parts: list[str | Chip] = []
    data: list[Datum] = []
    heads = begin = 0
    for place, part in enumerate(body.parts):
        heads = len(parts) if place == heading else heads
        within = list(_within(part, begin, findings))
        begin += len(part) if isinstance(part, str) else 1
        if isinstance(part, str) and within:
            masked, found = mask(part, within, new_id, catalogue=catalogue)
            parts += masked.parts
            data += found
        else:
            parts.append(part)
    heads = len(parts) if heading >= len(body.parts) else heads
    return Covered(MaskedText(tuple(parts)), tuple(data), heads)


def _require_order(findings: Sequence[Finding], *, length: int) -> None:
    done = 0
    for finding in findings:
        if not done <= finding.start < finding.end <= length:
            raise FindingsMisplaced(start=finding.start, end=finding.end)
        done = finding.end


def _within(part: str | Chip, begin: int, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what of *findings* falls into a part that begins at *begin*, without the spaces at its edges."""
    if not isinstance(part, str):
        return
    for finding in findings:
        start, end = max(0, finding.start - begin), min(len(part), finding.end - begin)
        inside = part[start:end] if start < end else ""
        if inside.strip():
            start += len(inside) - len(inside.lstrip())
            yield replace(finding, start=start, end=start + len(inside.strip()))


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A text as a browser holds it, which joins the two signs of a line break and drops NUL; *origin* leads back."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the screen; raise FindingsMisplaced for one that is empty or outside."""
        if not 0 <= start < end <= len(self.text):
            raise FindingsMisplaced(start=start, end=end)
        return self.origin[start], self.origin[end - 1] + 1


def on_screen(text: str) -> OnScreen:
    """Return *text* as it stands in a page (HTML 13.2.3.5: preprocessing the input stream)."""
    if _RETURN not in text and _NUL not in text:
        return OnScreen(text, tuple(range(len(text))))
    kept = [at for at, char in enumerate(text) if char != _NUL and text[at : at + 2] != _RETURN + _LINE]
    return OnScreen("".join(_LINE if text[at] == _RETURN else text[at] for at in kept), tuple(kept))


def selected(body: MaskedText, *, heading: int, in_heading: bool, start: int, end: int) -> tuple[int, int]:
    """Return where in ``plain(body)`` a selection of the screen stands, made in the heading or in the words below it.

    Offsets count code points, a chip as one.  Raises FindingsMisplaced.
    """
    head = MaskedText(body.parts[:heading])
    region = head if in_heading else MaskedText(body.parts[heading:])
    first, last = on_screen(plain(region)).span(start, end)
    before = 0 if in_heading else len(plain(head))
    return before + first, before + last
