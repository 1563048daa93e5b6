"""Check a Desvelo log without trusting Desvelo: this one file, Python 3.11 and ``cryptography`` are enough.

    python verify.py export.jsonl --name desk.example/log --key <base64 of the 32-byte Ed25519 key>
    python verify.py proof.json --name desk.example/log --key <the same>

It hashes every leaf again (RFC 6962), and at the size of each signed checkpoint compares the root it found with the
root that was signed.  So every leaf under a checkpoint is bound, and every two checkpoints are shown to be one history.
The key and the name come from you, from where the company published them, never from the export.
Given the proof of one entry instead, it climbs from that entry to the signed root.

It imports nothing of the product on purpose: it is a second reading of the same standards.  The export's form is in
``export.py``, that of a proof in ``proof.py``.  What it does not check yet: timestamps (RFC 3161) and witnesses'
cosignatures.

Source: RFC 6962 section 2.1, RFC 9162 section 2.1.3.2, c2sp.org/signed-note, c2sp.org/tlog-checkpoint; security-design
D7.7.
"""

import argparse
import base64
import binascii
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "desvelo-ledger/1"
PROOF_FORMAT = "desvelo-proof/1"
_BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
_NOTE = re.compile(
    r"(?P<body>(?P<origin>[^\s+]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)"
    rf"\n(?P<signatures>(?:— [^\s+]+ {_BASE64}\n)+)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The first thing that does not hold: *code* says what, *index* where, *last* how far when it is a stretch.

    ``leaf_changed``          the leaf at *index* is not the one its own line names
    ``line_unreadable``       line *index* of the export is not of the form
    ``leaves_changed``        between *index* and *last* at least one leaf was changed, added, removed or moved
    ``leaves_missing``        a checkpoint covers the leaves from *index* to *last*, the export ends before
    ``checkpoint_not_valid``  checkpoint number *index* (from 0) is not signed by this key under this name
    ``histories_differ``      two checkpoints of size *index* name different roots
    ``nothing_signed``        there is no checkpoint, so nothing was proven
    ``proof_unreadable``      the file is no proof of the form
    ``leaf_not_proven``       the leaf and its hashes do not lead to the root that was signed
    """

    code: str
    index: int
    last: int | None = None

    def __str__(self) -> str:
        return f"{self.code} at {self.index}" + (f" to {self.last}" if self.last is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenLeaf:
    """What a proof says: this leaf stands at *index* of *size*, if *problem* is None."""

    index: int
    size: int
    leaf: bytes
    problem: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found: *problem* is None only when everything up to *signed_size* is proven."""

    size: int
    root: bytes
    checkpoints_checked: int
    signed_size: int
    problem: Problem | None


class _Broken(Exception):
    """Carries the first problem out of the walk and into the report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Tree:
    """The roots of complete subtrees so far, largest first: all that is kept of the leaves."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        node, carry = sha256(b"\x00" + leaf).digest(), self.size
        while carry & 1:
            node, carry = sha256(b"\x01" + self._edge.pop() + node).digest(), carry >> 1
        self._edge.append(node)
        self.size += 1

    def root(self) -> bytes:
        if not self._edge:
            return sha256(b"").digest()
        node = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            node = sha256(b"\x01" + left + node).digest()
        return node


class _Walk:
    """Reads the leaves once and stops at each checkpoint on the way."""

    def __init__(self, signed: dict[int, bytes]) -> None:
        self.tree = _Tree()
        self.checked = 0
        self.proven = 0
        self._signed = sorted(signed.items())

    def over(self, leaves: Iterable[bytes]) -> None:
        self._compare()
        for leaf in leaves:
            self.tree.append(leaf)
            self._compare()
        if self.checked < len(self._signed):
            size = self._signed[self.checked][0]
            raise _Broken(Problem(code="leaves_missing", index=self.tree.size, last=size - 1))

    def _compare(self) -> None:
        if self.checked == len(self._signed) or self._signed[self.checked][0] != self.tree.size:
            return
        if self._signed[self.checked][1] != self.tree.root():
            raise _Broken(Problem(code="leaves_changed", index=self.proven, last=max(self.tree.size - 1, 0)))
        self.checked, self.proven = self.checked + 1, self.tree.size


def verify(leaves: Iterable[bytes], checkpoints: Sequence[str], public_key: bytes, name: str) -> Report:
    """Return what holds of *leaves* and *checkpoints*; nothing is assumed of their order but that of the leaves."""
    walk = _Walk({})
    try:
        walk = _Walk(_signed_roots(checkpoints, public_key, name))
        walk.over(leaves)
    except _Broken as broken:
        return _report(walk, broken.problem)
    return _report(walk, None)


def verify_export(lines: Iterable[str], public_key: bytes, name: str, anchored: Sequence[str] = ()) -> Report:
    """Verify a whole export; *anchored* are checkpoints kept elsewhere, which must belong to the same history."""
    rest = iter(enumerate(lines))
    try:
        checkpoints, first = _head(rest)
    except _Broken as broken:
        return _report(_Walk({}), broken.problem)
    return verify(_leaves(first, rest), [*checkpoints, *anchored], public_key, name)


def verify_proof(text: str, public_key: bytes, name: str) -> ProvenLeaf:
    """Verify the proof of one leaf against the checkpoint it carries."""
    try:
        index, leaf, hashes, checkpoint = _read_proof(text)
        [(size, root)] = _signed_roots([checkpoint], public_key, name).items()
    except _Broken as broken:
        return ProvenLeaf(index=broken.problem.index, size=0, leaf=b"", problem=broken.problem)
    holds = index < size and _climbed(leaf, index, size, hashes) == root
    problem = None if holds else Problem(code="leaf_not_proven", index=index)
    return ProvenLeaf(index=index, size=size, leaf=leaf, problem=problem)


def _read_proof(text: str) -> tuple[int, bytes, list[bytes], str]:
    match _object(0, text):
        case {
            "format": str(form),
            "index": int(index),
            "leaf": str(leaf),
            "hashes": list(hashes),
            "checkpoint": str(checkpoint),
        } if form == PROOF_FORMAT and index >= 0 and all(isinstance(each, str) for each in hashes):
            return index, _decoded(0, leaf), [_decoded(0, str(each)) for each in hashes], checkpoint
    raise _Broken(Problem(code="proof_unreadable", index=0))


def _climbed(leaf: bytes, index: int, size: int, hashes: Sequence[bytes]) -> bytes | None:
    """Return the root the leaf leads to, as RFC 9162 section 2.1.3.2 climbs; None for a path of another length."""
    place, last, node = index, size - 1, sha256(b"\x00" + leaf).digest()
    for sibling in hashes:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = sha256(b"\x01" + sibling + node).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + sibling).digest()
        place, last = place >> 1, last >> 1
    return node if last == 0 else None


def _report(walk: _Walk, problem: Problem | None) -> Report:
    return Report(
        size=walk.tree.size,
        root=walk.tree.root(),
        checkpoints_checked=walk.checked,
        signed_size=walk.proven,
        problem=problem,
    )


def _signed_roots(checkpoints: Sequence[str], public_key: bytes, name: str) -> dict[int, bytes]:
    roots: dict[int, bytes] = {}
    for number, text in enumerate(checkpoints):
        found = _NOTE.fullmatch(text)
        if found is None or found["origin"] != name or not _is_signed(found, public_key, name):
            raise _Broken(Problem(code="checkpoint_not_valid", index=number))
        size, root = int(found["size"]), base64.b64decode(found["root"])
        if roots.setdefault(size, root) != root:
            raise _Broken(Problem(code="histories_differ", index=size))
    if not roots:
        raise _Broken(Problem(code="nothing_signed", index=0))
    return roots


def _is_signed(found: re.Match[str], public_key: bytes, name: str) -> bool:
    """One signature under our name and key id is there and holds; those of others do not count."""
    key_id = sha256(name.encode() + b"\n\x01" + public_key).digest()[:4]
    held = False
    for line in found["signatures"][:-1].split("\n"):
        _, signer, encoded = line.split(" ")
        signature = base64.b64decode(encoded)
        if signer == name and signature[:4] == key_id:
            if not _holds(public_key, signature[4:], found["body"].encode()):
                return False
            held = True
    return held


def _holds(public_key: bytes, signature: bytes, body: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


def _head(lines: Iterator[tuple[int, str]]) -> tuple[list[str], tuple[int, str] | None]:
    """Return the checkpoints, and the first line that is a leaf."""
    number, line = next(lines, (0, ""))
    if _object(number, line).get("format") != FORMAT:
        raise _Broken(Problem(code="line_unreadable", index=number))
    checkpoints: list[str] = []
    for number, line in lines:
        checkpoint = _object(number, line).get("checkpoint")
        if not isinstance(checkpoint, str):
            return checkpoints, (number, line)
        checkpoints.append(checkpoint)
    return checkpoints, None


def _leaves(first: tuple[int, str] | None, rest: Iterator[tuple[int, str]]) -> Iterator[bytes]:
    index = 0
    while first is not None:
        number, line = first
        match _object(number, line):
            case {"index": int(found), "leaf": str(encoded), "hash": str(stored)} if found == index:
                leaf = _decoded(number, encoded)
            case _:
                raise _Broken(Problem(code="line_unreadable", index=number))
        if sha256(b"\x00" + leaf).hexdigest() != stored:
            raise _Broken(Problem(code="leaf_changed", index=index))
        yield leaf
        index += 1
        first = next(rest, None)


def _object(number: int, line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise _Broken(Problem(code="line_unreadable", index=number))
    return value


def _decoded(number: int, encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise _Broken(Problem(code="line_unreadable", index=number)) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify the file named on the command line; return 0 when all of it is proven, 1 when not."""
    parser = argparse.ArgumentParser(description="Check an exported Desvelo log, or the proof of one entry.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True, help="the log's name, as published")
    parser.add_argument("--key", required=True, help="base64 of the Ed25519 public key, as published")
    chosen = parser.parse_args(arguments)
    key = base64.b64decode(chosen.key, validate=True)
    with chosen.file.open(encoding="utf-8") as lines:
        first = next(lines, "")
        if PROOF_FORMAT in first:
            return _tell_proof(verify_proof(first, key, chosen.name))
        report = verify_export(itertools.chain([first], lines), key, chosen.name)
    sys.stdout.write(
        f"{report.size} leaves, {report.signed_size} of them under {report.checkpoints_checked} checkpoints\n"
        f"root {base64.b64encode(report.root).decode()}\n{report.problem or 'all of it holds'}\n"
    )
    return 1 if report.problem else 0


def _tell_proof(found: ProvenLeaf) -> int:
    told = (
        found.problem
        or f"entry {found.index} of {found.size}, under the signed checkpoint:\n{found.leaf.decode(errors='replace')}"
    )
    sys.stdout.write(f"{told}\n")
    return 1 if found.problem else 0


if __name__ == "__main__":
    sys.exit(main())
