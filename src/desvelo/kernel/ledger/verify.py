"""The outsider's second reading of the log: nothing here is shared with the code that wrote it.

It hashes every leaf again (RFC 6962), and at the size of each signed checkpoint compares the root it found with the
root that was signed.  So every leaf under a checkpoint is bound, and every two checkpoints, those kept elsewhere
included, are shown to be one history.  The key and the name come from whoever checks, never from the export.

With ``verify_proofs``, ``verify_stamps`` and ``verify_command`` it makes up the one file that strangers run,
``verify_ledger.py``, which ``alone`` puts together.  The form of the export is in ``export``.

Source: RFC 6962 section 2.1, c2sp.org/signed-note, c2sp.org/tlog-checkpoint; security-design D7.7.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "desvelo-ledger/1"
_SALT_BYTES = 32
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
    ``payload_not_committed`` the opened words beside the leaf at *index* are not those it committed to

    Of proofs and stamps, by number of the proof, checkpoint or token from 0:

    ``proof_unreadable``      it is no proof of the form
    ``leaf_not_proven``       the leaf and its hashes do not lead to the root that was signed
    ``not_proven``            the entry came without a proof
    ``growth_not_proven``     the hashes do not show the old tree inside the new one
    ``nothing_proven``        every tree grows from the empty one, so this says nothing (D7.8)
    ``cosignature_not_valid`` a line under the witness's name and key id does not hold
    ``witness_unseen``        the witness numbered *index* signed none of the checkpoints
    ``token_unreadable``      it is no RFC 3161 token with a SHA-256 imprint
    ``token_of_another``      its imprint is not that of the checkpoint it stands with
    ``anchor_unreadable``     the file numbered *index* holds no checkpoint of this log, or half of one
    """

    code: str
    index: int
    last: int | None = None

    def __str__(self) -> str:
        return f"{self.code} at {self.index}" + (f" to {self.last}" if self.last is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found: *problem* is None only when everything up to *signed_size* is proven.

    *checkpoints* and *tokens*, each with the size it is for, are what the export carried; *opened* says beside how many
    leaves words stood that are those the leaf committed to.
    """

    size: int
    root: bytes
    checkpoints_checked: int
    signed_size: int
    problem: Problem | None
    opened: int = 0
    checkpoints: tuple[str, ...] = ()
    tokens: tuple[tuple[int, bytes], ...] = ()


@dataclass(slots=True)
class _Head:
    """What stands before the leaves, and how many leaves came with their words opened."""

    checkpoints: list[str]
    tokens: list[tuple[int, bytes]]
    first: tuple[int, str] | None = None
    opened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A checkpoint whose signature holds: the text that was signed, its size and root, and every signature line.

    *note* is the text with the log's own signature and without those of others: what a time-stamp authority stamps.
    """

    body: str
    note: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes], ...]


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
        head = _head(rest)
    except _Broken as broken:
        return _report(_Walk({}), broken.problem)
    found = verify(_leaves(head, rest), [*head.checkpoints, *anchored], public_key, name)
    return replace(found, opened=head.opened, checkpoints=tuple(head.checkpoints), tokens=tuple(head.tokens))


def _report(walk: _Walk, problem: Problem | None) -> Report:
    return Report(
        size=walk.tree.size,
        root=walk.tree.root(),
        checkpoints_checked=walk.checked,
        signed_size=walk.proven,
        problem=problem,
    )


def read_signed(text: str, public_key: bytes, name: str) -> Signed | None:
    """Return the checkpoint in *text* if *name* signed it with this key; None for everything else."""
    found = _NOTE.fullmatch(text)
    if found is None or found["origin"] != name:
        return None
    lines = [line.split(" ")[1:] for line in found["signatures"][:-1].split("\n")]
    try:
        root = decoded(found["root"])
        signatures = tuple([(signer, decoded(encoded)) for signer, encoded in lines])
    except ValueError:
        return None
    if not _is_signed(found["body"], signatures, public_key, name):
        return None
    ours = "".join(f"— {signer} {encoded}\n" for signer, encoded in lines if signer == name)
    note = f"{found['body']}\n{ours}"
    return Signed(body=found["body"], note=note, size=int(found["size"]), root=root, signatures=signatures)


def _signed_roots(checkpoints: Sequence[str], public_key: bytes, name: str) -> dict[int, bytes]:
    roots: dict[int, bytes] = {}
    for number, text in enumerate(checkpoints):
        found = read_signed(text, public_key, name)
        if found is None:
            raise _Broken(Problem(code="checkpoint_not_valid", index=number))
        if roots.setdefault(found.size, found.root) != found.root:
            raise _Broken(Problem(code="histories_differ", index=found.size))
    if not roots:
        raise _Broken(Problem(code="nothing_signed", index=0))
    return roots


def _is_signed(body: str, signatures: Sequence[tuple[str, bytes]], public_key: bytes, name: str) -> bool:
    """One signature under our name and key id is there and every such one holds; those of others do not count."""
    key_id = sha256(name.encode() + b"\n\x01" + public_key).digest()[:4]
    ours = [signature[4:] for signer, signature in signatures if signer == name and signature[:4] == key_id]
    return bool(ours) and all(_holds(public_key, signature, body.encode()) for signature in ours)


def _holds(public_key: bytes, signature: bytes, body: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


def _head(lines: Iterator[tuple[int, str]]) -> _Head:
    """Read the checkpoints and tokens, up to the first line that is a leaf."""
    number, line = next(lines, (0, ""))
    if _object(number, line).get("format") != FORMAT:
        raise _Broken(Problem(code="line_unreadable", index=number))
    head = _Head([], [])
    for number, line in lines:
        match _object(number, line):
            case {"checkpoint": str(checkpoint)}:
                head.checkpoints.append(checkpoint)
            case {"token": str(encoded), "size": int(size)}:
                head.tokens.append((size, _decoded(number, encoded)))
            case _:
                head.first = (number, line)
                break
    return head


def _leaves(head: _Head, rest: Iterator[tuple[int, str]]) -> Iterator[bytes]:
    index, following = 0, head.first
    while following is not None:
        number, line = following
        match given := _object(number, line):
            case {"index": int(found), "leaf": str(encoded), "hash": str(stored)} if _is_place(found, index):
                leaf = _decoded(number, encoded)
            case _:
                raise _Broken(Problem(code="line_unreadable", index=number))
        if sha256(b"\x00" + leaf).hexdigest() != stored:
            raise _Broken(Problem(code="leaf_changed", index=index))
        head.opened += _opened(given, leaf, index, number)
        yield leaf
        index += 1
        following = next(rest, None)


def _is_place(found: int, index: int) -> bool:
    """Tell whether the number is the place; ``true`` is none, though Python counts it as 1."""
    return found == index and not isinstance(found, bool)


def _opened(given: dict[str, object], leaf: bytes, index: int, number: int) -> bool:
    """Tell whether words stand opened beside the leaf; they must be those that it committed to (D7.1)."""
    if not {"salt", "payload"} & given.keys():
        return False
    match given, _object(number, leaf.decode(errors="replace")):
        case {"salt": str(encoded), "payload": str(payload)}, {"commitment": str(commitment)}:
            salt = _decoded(number, encoded)
            opened = sha256(salt + _decoded(number, payload)).hexdigest()
            if len(salt) == _SALT_BYTES and opened == commitment:
                return True
    raise _Broken(Problem(code="payload_not_committed", index=index))


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
        return decoded(encoded)
    except ValueError:
        raise _Broken(Problem(code="line_unreadable", index=number)) from None


def decoded(encoded: str) -> bytes:
    """Decode base64 that is written in its one canonical way; raise ValueError for everything else."""
    content = base64.b64decode(encoded, validate=True)
    if base64.b64encode(content).decode() != encoded:
        raise ValueError(len(encoded))
    return content
