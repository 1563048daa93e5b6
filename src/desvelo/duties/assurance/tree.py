"""An inclusion proof as a picture: from the entry at the foot to the sealed root, a neighbour beside each step.

The way up has as many steps as the number of entries has binary digits.  Of a long way the middle is left out of the
picture; the list below the picture has every step.

Source: design-language.md section 8 (proof tree); wireframe 07.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from desvelo.duties.assurance.sentences import short_hash
from desvelo.guards.audit.queries import InclusionProof

WIDTH = 328
_BOX_WIDTH, _ROOT_WIDTH, _BOX_HEIGHT, _PITCH, _FOOT = 88, 124, 24, 52, 30
_LEFT, _MIDDLE, _RIGHT = 92, 164, 236
_MOST_STEPS, _AT_EACH_END = 6, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A hash at its place; *kind* is ``root``, ``path``, ``leaf`` or ``sibling``."""

    x: int
    y: int
    width: int
    height: int
    text: str
    kind: str

    @property
    def center(self) -> int:
        """Return where its text is centred."""
        return self.x + self.width // 2

    @property
    def baseline(self) -> int:
        """Return where its text stands."""
        return self.y + 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from a node down to one of the two it was made of."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that is drawn, siblings first, so that the way up lies over them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int
    gap_y: int
    foot_x: int
    foot_y: int

    @property
    def gap_x(self) -> int:
        """Return where the words about what is left out begin."""
        return _MIDDLE + 12

    @property
    def foot_text_y(self) -> int:
        """Return where the words under the entry stand."""
        return self.foot_y + 21


def draw(proof: InclusionProof) -> Picture:
    """Draw *proof*, which has its steps."""
    boxes = [_box(_MIDDLE, 0, proof.root, "root")]
    lines: list[Line] = []
    above, y, gap_y = _MIDDLE, 0, 0
    rows = list(_rows(proof))
    for row in rows:
        y += _PITCH
        if row is None:
            gap_y = y + _BOX_HEIGHT // 2
            lines.append(_line(above, _MIDDLE, y - _PITCH, y + _BOX_HEIGHT, "path gap"))
            above = _MIDDLE
            continue
        node, sibling, on_left, kind = row
        here, there = (_RIGHT, _LEFT) if on_left else (_LEFT, _RIGHT)
        top = y - _PITCH + _BOX_HEIGHT
        lines += [_branch(above, there, top, y, "sibling"), _branch(above, here, top, y, "path")]
        boxes += [_box(there, y, sibling, "sibling"), _box(here, y, node, kind)]
        above = here
    return Picture(
        width=WIDTH,
        height=y + _BOX_HEIGHT + _FOOT,
        boxes=tuple(boxes),
        lines=tuple(sorted(lines, key=lambda line: line.kind != "sibling")),
        left_out=max(0, len(proof.steps) - (len(rows) - 1)) if None in rows else 0,
        gap_y=gap_y,
        foot_x=above,
        foot_y=y + _BOX_HEIGHT,
    )


def _rows(proof: InclusionProof) -> Iterator[tuple[bytes, bytes, bool, str] | None]:
    """Yield each pair below the root: node on the way, its neighbour, its side, its kind; None for what is left out."""
    below = [proof.leaf_hash, *(step.node for step in proof.steps)][: len(proof.steps)]
    pairs = [
        (node, step.sibling, step.on_left, "path" if place else "leaf")
        for place, (node, step) in enumerate(zip(below, proof.steps, strict=True))
    ][::-1]
    if len(pairs) <= _MOST_STEPS:
        yield from pairs
        return
    yield from pairs[:_AT_EACH_END]
    yield None
    yield from pairs[-_AT_EACH_END:]


def _box(center: int, y: int, value: bytes, kind: str) -> Box:
    width = _ROOT_WIDTH if kind == "root" else _BOX_WIDTH
    return Box(x=center - width // 2, y=y, width=width, height=_BOX_HEIGHT, text=short_hash(value), kind=kind)


def _branch(above: int, below: int, top: int, bottom: int, kind: str) -> Line:
    """Go down half the way, across, and down the rest."""
    return Line(path=f"M{above} {top}V{(top + bottom) // 2}H{below}V{bottom}", kind=kind)


def _line(above: int, below: int, start: int, end: int, kind: str) -> Line:
    top = start + _BOX_HEIGHT
    return Line(path=f"M{above} {top}V{top + (_PITCH - _BOX_HEIGHT) // 2}H{below}V{end}", kind=kind)
