"""Check a Desvelo log without trusting Desvelo: this one file, Python 3.11 and ``cryptography`` are enough.

    python3 verify_ledger.py ledger.jsonl --name desk.example/log --key <base64 of the 32-byte Ed25519 key>

The key and the name come from you, from where the company published them.  What each answer proves, and what it does
not, is in docs/verify.md.  Made from src/desvelo/kernel/ledger/verify*.py by src/desvelo/kernel/ledger/alone.py.
"""

from base64 import b64encode
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from email import message_from_bytes
from email import policy
from hashlib import sha256
from pathlib import Path
import argparse
import base64
import itertools
import json
import re
import sys

# ----------------------------------------------------------------------------------------------------
# The outsider's second reading of the log: nothing here is shared with the code that wrote it.
#
# It hashes every leaf again (RFC 6962), and at the size of each signed checkpoint compares the root it found with the
# root that was signed.  So every leaf under a checkpoint is bound, and every two checkpoints, those kept elsewhere
# included, are shown to be one history.  The key and the name come from whoever checks, never from the export.
#
# With ``verify_proofs``, ``verify_stamps`` and ``verify_command`` it makes up the one file that strangers run,
# ``verify_ledger.py``, which ``alone`` puts together.  The form of the export is in ``export``.
#
# Source: RFC 6962 section 2.1, c2sp.org/signed-note, c2sp.org/tlog-checkpoint; security-design D7.7.

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


# ----------------------------------------------------------------------------------------------------
# The outsider's reading of proofs: one entry under a signed root, and one signed tree inside another.
#
# An inclusion proof comes in our own JSON, one to a line, or as C2SP tlog-proof text whose extra data is the leaf; a
# proof of growth in our JSON alone, for no published text form carries one outside the witness protocol::
#
#     {"format":"desvelo-growth/1","hashes":["<base64>",…],"new":"<checkpoint>","old":"<checkpoint>"}
#
# Source: RFC 9162 sections 2.1.3.2 and 2.1.4.2; c2sp.org/tlog-proof (read 2026-11-26); security-design D7.7, D7.8.

PROOF_FORMAT = "desvelo-proof/1"
ENTRY_FORMAT = "desvelo-entry/1"
GROWTH_FORMAT = "desvelo-growth/1"
TEXT_FORMAT = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)
_HASH_BYTES = 32
_LARGEST = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenLeaf:
    """What a proof says: this leaf stands at *index* of *size*, if *problem* is None."""

    index: int
    size: int
    leaf: bytes
    problem: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenGrowth:
    """What a proof of growth says: the tree of *new_size* only added to that of *old_size*, if *problem* is None.

    *ends* are its two checkpoints, *compared* how many of those kept elsewhere are of one of their sizes.
    """

    old_size: int
    new_size: int
    problem: Problem | None
    ends: tuple[Signed, ...] = field(default=(), compare=False, repr=False)
    compared: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    index: int
    leaf: bytes
    hashes: tuple[bytes, ...]
    checkpoint: str


def verify_proof(text: str, public_key: bytes, name: str) -> ProvenLeaf:
    """Verify the proof of one leaf, in either form, against the checkpoint it carries."""
    try:
        proof = _text_proof(text) if text.startswith(TEXT_FORMAT) else _json_proof(text)
    except (ValueError, RecursionError):
        return _refused("proof_unreadable")
    signed = read_signed(proof.checkpoint, public_key, name)
    if signed is None:
        return _refused("checkpoint_not_valid")
    holds = proof.index < signed.size and _climbed(proof, signed.size) == signed.root
    problem = None if holds else Problem(code="leaf_not_proven", index=proof.index)
    return ProvenLeaf(index=proof.index, size=signed.size, leaf=proof.leaf, problem=problem)


def verify_proofs(lines: Iterable[str], public_key: bytes, name: str) -> Iterator[ProvenLeaf]:
    """Verify proofs in JSON, one to a line, each for itself; a line that is only an entry is said to be not proven."""
    for line in lines:
        index = _entry(line)
        if index is None:
            yield verify_proof(line, public_key, name)
        else:
            yield ProvenLeaf(index=index, size=0, leaf=b"", problem=Problem(code="not_proven", index=index))


def verify_growth(text: str, public_key: bytes, name: str, anchored: Sequence[str] = ()) -> ProvenGrowth:
    """Verify that one signed tree stands inside another; from the empty tree nothing is proven.

    *anchored* are checkpoints kept elsewhere: one of either size must name the same root.
    """
    try:
        hashes, *notes = _growth(text)
    except (ValueError, RecursionError):
        return ProvenGrowth(old_size=0, new_size=0, problem=Problem(code="proof_unreadable", index=0))
    old, new = (read_signed(each, public_key, name) for each in notes)
    if old is None or new is None:
        number = int(old is not None)
        return ProvenGrowth(old_size=0, new_size=0, problem=Problem(code="checkpoint_not_valid", index=number))
    problem = None
    if old.size == 0:
        problem = Problem(code="nothing_proven", index=0)
    elif not growth_holds(old.size, old.root, new.size, new.root, hashes):
        problem = Problem(code="growth_not_proven", index=old.size, last=new.size)
    compared, other = _compared((old, new), anchored, public_key, name)
    return ProvenGrowth(
        old_size=old.size, new_size=new.size, problem=problem or other, ends=(old, new), compared=compared
    )


def _compared(
    ends: Sequence[Signed], anchored: Sequence[str], public_key: bytes, name: str
) -> tuple[int, Problem | None]:
    """Return how many of *anchored* are of a size of *ends*, and the first that is not ours or has another root."""
    compared = 0
    for number, text in enumerate(anchored):
        kept = read_signed(text, public_key, name)
        if kept is None:
            return compared, Problem(code="checkpoint_not_valid", index=number)
        roots = {each.root for each in ends if each.size == kept.size}
        if roots - {kept.root}:
            return compared, Problem(code="histories_differ", index=kept.size)
        compared += bool(roots)
    return compared, None


def growth_holds(old: int, old_root: bytes, new: int, new_root: bytes, hashes: Sequence[bytes]) -> bool:
    """Tell whether *hashes* lead to both roots, as RFC 9162 section 2.1.4.2 walks; never for an empty old tree."""
    if not 0 < old <= new or any(len(each) != _HASH_BYTES for each in (old_root, new_root, *hashes)):
        return False
    if old == new:
        return not hashes and old_root == new_root
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    path = [old_root, *hashes] if place == 0 else list(hashes)
    if not path:
        return False
    return _both(path, place, last) == (old_root, new_root)


def _both(path: Sequence[bytes], place: int, last: int) -> tuple[bytes, bytes] | None:
    """Return the two roots that *path* leads to; None when it is too long or too short."""
    first, second = path[0], path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            first, second = _parent(sibling, first), _parent(sibling, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = _parent(second, sibling)
        place, last = place >> 1, last >> 1
    return (first, second) if last == 0 else None


def _climbed(proof: _Proof, size: int) -> bytes | None:
    """Return the root the leaf leads to, as RFC 9162 section 2.1.3.2 climbs; None for a path of another length."""
    place, last, node = proof.index, size - 1, sha256(b"\x00" + proof.leaf).digest()
    for sibling in proof.hashes:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = _parent(sibling, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = _parent(node, sibling)
        place, last = place >> 1, last >> 1
    return node if last == 0 else None


def _parent(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _json_proof(text: str) -> _Proof:
    match json.loads(text):
        case {"format": "desvelo-proof/1", "index": int(index), "leaf": str(leaf), "hashes": list(hashes),
              "checkpoint": str(checkpoint)} if _is_index(index):  # fmt: skip
            return _Proof(index=index, leaf=decoded(leaf), hashes=_hashes(hashes), checkpoint=checkpoint)
    raise ValueError(PROOF_FORMAT)


def _text_proof(text: str) -> _Proof:
    """Read the C2SP form; the leaf stands in its extra data, which the hashes bind and nothing else does."""
    head, gap, checkpoint = text.partition("\n\n")
    form, extra, index, *hashes = head.split("\n") if head.count("\n") >= 2 else ("", "", "")  # noqa: PLR2004
    found = _INDEX.fullmatch(index)
    if form != TEXT_FORMAT or not gap or not extra.startswith("extra ") or not found or int(found[1]) >= _LARGEST:
        raise ValueError(TEXT_FORMAT)
    leaf = decoded(extra.removeprefix("extra "))
    return _Proof(index=int(found[1]), leaf=leaf, hashes=_hashes(hashes), checkpoint=checkpoint)


def _growth(text: str) -> tuple[tuple[bytes, ...], str, str]:
    match json.loads(text):
        case {"format": "desvelo-growth/1", "hashes": list(hashes), "old": str(old), "new": str(new)}:
            return _hashes(hashes), old, new
    raise ValueError(GROWTH_FORMAT)


def _hashes(texts: Sequence[object]) -> tuple[bytes, ...]:
    found = tuple([decoded(each) for each in texts if isinstance(each, str)])
    if len(found) != len(texts) or any(len(each) != _HASH_BYTES for each in found):
        raise ValueError(len(texts))
    return found


def _entry(line: str) -> int | None:
    """Return the index of a line that holds an entry without its proof."""
    try:
        match json.loads(line):
            case {"format": "desvelo-entry/1", "index": int(index)} if _is_index(index):
                return index
    except (ValueError, RecursionError):
        pass
    return None


def _is_index(value: int) -> bool:
    return not isinstance(value, bool) and 0 <= value < _LARGEST


def _refused(code: str) -> ProvenLeaf:
    return ProvenLeaf(index=0, size=0, leaf=b"", problem=Problem(code=code, index=0))


# ----------------------------------------------------------------------------------------------------
# The outsider's reading of what others said of a checkpoint: witnesses' cosignatures and time-stamp tokens.
#
# A cosignature is a signature line of the checkpoint under the witness's own name: key id, time in 8 bytes, Ed25519
# signature over the header, the time and the whole body.
#
# A token (RFC 3161) is read as far as the hash it stamps and the time it states; that hash must be SHA-256 over the
# checkpoint as the log signed it, without the signatures of others.  *Who stamped it is not decided here*: its
# certificates are for ``openssl ts -verify``.
#
# Source: c2sp.org/tlog-cosignature, c2sp.org/signed-note (both read 2026-11-26); RFC 3161 section 2.4; RFC 5652
# sections 3 and 5; X.690 section 10 (DER); security-design D7.5, D7.7.

_COSIGNATURE = b"\x04"
_SIGNATURE_BYTES, _KEY_BYTES, _TIME_BYTES = 64, 32, 8
_KEY = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/]+={0,2})", re.ASCII)
_SEQUENCE, _OID, _OCTETS, _INTEGER, _TIME, _EXPLICIT = 0x30, 0x06, 0x04, 0x02, 0x18, 0xA0
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")
_SHA256 = bytes.fromhex("608648016503040201")
_LONGEST_LENGTH = 4
_STATED = re.compile(r"[0-9]{14}(?:\.[0-9]+)?Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Somebody who cosigns: the *name* and *public* key that whoever checks was told."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Return the 4 bytes that stand before what this witness signed."""
        return sha256(self.name.encode() + b"\n" + _COSIGNATURE + self.public).digest()[:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The largest tree that a witness cosigned, and when it says it did, in seconds since 1970."""

    name: str
    size: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a time-stamp token states: the SHA-256 it is for, and when, as ``YYYYMMDDhhmmss`` and ``Z``.

    *der* is the token alone, without the answer it may have come in.
    """

    imprint: bytes
    at: str
    der: bytes


class _Parts:
    """What a constructed value of DER holds, taken from left to right; raises ValueError where it is anything else."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def take(self, tag: int) -> bytes:
        """Return the content of the next value, which must have *tag*."""
        if self.next() != tag:
            raise ValueError(tag)
        start, length = 2, int.from_bytes(self.rest[1:2], "big")
        if length & 0x80:
            written = self.rest[2 : 2 + (length & 0x7F)]
            start, length = 2 + (length & 0x7F), int.from_bytes(written, "big")
            if written[:1] in {b"", b"\x00"} or length < 0x80 or len(written) > _LONGEST_LENGTH:  # noqa: PLR2004  DER
                raise ValueError(length)
        if start + length > len(self.rest):
            raise ValueError(length)
        content, self.rest = self.rest[start : start + length], self.rest[start + length :]
        return content

    def next(self) -> int | None:
        """Return the tag of the next value; None at the end."""
        return self.rest[0] if self.rest else None


def read_witness(text: str) -> Witness:
    """Read a verifier key as witnesses publish it, ``witness.example/w1+8d66cf3f+<base64>``; raise ValueError."""
    found = _KEY.fullmatch(text)
    content = decoded(found["key"]) if found else b""
    if not found or content[:1] != _COSIGNATURE or len(content) != 1 + _KEY_BYTES:
        raise ValueError(text)
    witness = Witness(name=found["name"], public=content[1:])
    if witness.key_id.hex() != found["id"]:
        raise ValueError(text)
    return witness


def seen_by(witness: Witness, checkpoints: Sequence[Signed], *, number: int) -> Seen | Problem:
    """Return what *witness*, whose number is *number*, saw; every line under its name and key id must hold."""
    largest: Seen | None = None
    for place, checkpoint in enumerate(checkpoints):
        for signer, signature in checkpoint.signatures:
            if (signer, signature[:4]) != (witness.name, witness.key_id):
                continue
            at = _cosigned_at(witness, checkpoint.body, signature[4:])
            if at is None:
                return Problem(code="cosignature_not_valid", index=place)
            if largest is None or (checkpoint.size, at) > (largest.size, largest.at):
                largest = Seen(name=witness.name, size=checkpoint.size, at=at)
    return largest or Problem(code="witness_unseen", index=number)


def read_token(der: bytes) -> Token:
    """Return what a token, or the whole answer of a time-stamp authority, states; raise ValueError."""
    outer = _only(der, _SEQUENCE)
    if outer.next() == _SEQUENCE:  # TimeStampResp: the status stands before the token
        status = _Parts(outer.take(_SEQUENCE)).take(_INTEGER)
        if status not in {b"\x00", b"\x01"}:
            raise ValueError(status)
        der = outer.rest
        outer = _only(der, _SEQUENCE)
    info = _Parts(_signed_content(outer))
    info.take(_INTEGER)
    info.take(_OID)
    imprint = _Parts(info.take(_SEQUENCE))
    if _Parts(imprint.take(_SEQUENCE)).take(_OID) != _SHA256:
        raise ValueError(_SHA256)
    digest = imprint.take(_OCTETS)
    info.take(_INTEGER)
    at = info.take(_TIME).decode("ascii")
    if not _STATED.fullmatch(at):
        raise ValueError(at)
    return Token(imprint=digest, at=at, der=der)


def stamped(tokens: Sequence[tuple[int, bytes]], checkpoints: Sequence[Signed]) -> list[tuple[int, str]] | Problem:
    """Return each stamped size with the time stated; a token must be of the checkpoint of the size it stands with."""
    imprints = {each.size: sha256(each.note.encode()).digest() for each in checkpoints}
    found = list[tuple[int, str]]()
    for number, (size, der) in enumerate(tokens):
        try:
            token = read_token(der)
        except ValueError:
            return Problem(code="token_unreadable", index=number)
        if imprints.get(size) != token.imprint:
            return Problem(code="token_of_another", index=number)
        found.append((size, token.at))
    return found


def _cosigned_at(witness: Witness, body: str, signature: bytes) -> int | None:
    """Return the time in a cosignature that holds."""
    if len(signature) != _TIME_BYTES + _SIGNATURE_BYTES or signature[0] & 0x80:
        return None
    at = int.from_bytes(signature[:_TIME_BYTES], "big")
    try:
        Ed25519PublicKey.from_public_bytes(witness.public).verify(
            signature[_TIME_BYTES:], f"cosignature/v1\ntime {at}\n{body}".encode()
        )
    except (InvalidSignature, ValueError):
        return None
    return at


def _only(der: bytes, tag: int) -> _Parts:
    """Return the parts of the one value that *der* is."""
    whole = _Parts(der)
    content = whole.take(tag)
    if whole.next() is not None:
        raise ValueError(tag)
    return _Parts(content)


def _signed_content(content_info: _Parts) -> bytes:
    """Return the TSTInfo inside the signed data."""
    if content_info.take(_OID) != _SIGNED_DATA:
        raise ValueError(_SIGNED_DATA)
    signed = _Parts(_Parts(content_info.take(_EXPLICIT)).take(_SEQUENCE))
    signed.take(_INTEGER)
    signed.take(0x31)
    enclosed = _Parts(signed.take(_SEQUENCE))
    if enclosed.take(_OID) != _TST_INFO:
        raise ValueError(_TST_INFO)
    octets = _Parts(enclosed.take(_EXPLICIT)).take(_OCTETS)
    return _Parts(octets).take(_SEQUENCE)


# ----------------------------------------------------------------------------------------------------
# The outsider's command line: check an export, proofs of entries, or a proof of growth.
#
#     python3 verify_ledger.py ledger.jsonl --name desk.example/log --key <base64 of the 32-byte Ed25519 key>
#     python3 verify_ledger.py prova-7.json --name desk.example/log --key <the same>
#
# It ends with 0 when all that was asked holds, 1 when something does not, 2 when it was asked wrongly.
#
# Source: security-design D7.7; docs/verify.md.

_PUBLIC_BYTES = 32
_GAP = "gap acknowledged"
_LATEST = 253_402_300_799  # the last second of the year 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody brings who checks: the log's name and key, what they kept, whose cosignatures they want."""

    name: str
    key: bytes
    anchored: tuple[Path, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    unpack: Path | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify the file named on the command line; return 0 when all of it is proven, 1 when not."""
    chosen = _parser().parse_args(arguments)
    asked = Asked(
        name=chosen.name,
        key=chosen.key,
        anchored=tuple(chosen.anchored),
        witnesses=tuple(chosen.witness),
        unpack=chosen.unpack,
    )
    try:
        told, problem = _checked(chosen.file, asked)
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in (*told, str(problem or "all of it holds"))))
    return 1 if problem else 0


def checkpoints_in(content: bytes, name: str) -> list[str] | None:
    """Return every checkpoint of *name* in a file somebody kept: text, or a saved mail; None when one is not whole.

    A note that a gap was acknowledged is no checkpoint; those before it stay, so the gap is found for ever.
    """
    text = _text(content).replace("\r\n", "\n")
    whole = re.compile(rf"^{re.escape(name)}\n[0-9]+\n[^\n]+\n\n(?:— [^\n]+\n)+", re.MULTILINE)
    found = [note.group() for note in whole.finditer(text if text.endswith("\n") else text + "\n")]
    begun = len(re.findall(rf"^{re.escape(name)}$(?!\n{_GAP}$)", text, re.MULTILINE))
    return found if found and begun == len(found) else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Check an exported Desvelo log, or proofs taken from one.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True, help="the log's name, as published")
    parser.add_argument("--key", required=True, type=_key, help="base64 of the Ed25519 public key, as published")
    kept = "checkpoints kept elsewhere: a copy of the anchor file or of the page, a saved mail"
    parser.add_argument("--anchored", type=Path, action="append", default=[], metavar="FILE", help=kept)
    cosigner = "verifier key of a witness that must have cosigned: name+id+base64"
    parser.add_argument("--witness", type=read_witness, action="append", default=[], metavar="KEY", help=cosigner)
    folder = "write each time-stamp token and what it stamps here, for openssl"
    parser.add_argument("--unpack", type=Path, metavar="FOLDER", help=folder)
    return parser


def _key(text: str) -> bytes:
    key = decoded(text)
    if len(key) != _PUBLIC_BYTES:
        raise ValueError(len(key))
    return key


def _checked(file: Path, asked: Asked) -> tuple[list[str], Problem | None]:
    """Return what is to be told, and the first problem."""
    kept = list[str]()
    for number, path in enumerate(asked.anchored):
        found = checkpoints_in(path.read_bytes(), asked.name)
        if found is None:
            return [], Problem(code="anchor_unreadable", index=number)
        kept += found
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        first = next(lines, "")
        if first.startswith(TEXT_FORMAT):
            return _tell_proofs([verify_proof(first + lines.read(), asked.key, asked.name)])
        if f'"{GROWTH_FORMAT}"' in first:
            return _tell_growth(first, asked, kept)
        whole = itertools.chain([first], lines)
        if f'"{PROOF_FORMAT}"' in first or f'"{ENTRY_FORMAT}"' in first:
            return _tell_proofs(verify_proofs(whole, asked.key, asked.name))
        return _tell_export(whole, asked, kept)


def _tell_proofs(proofs: Iterable[ProvenLeaf]) -> tuple[list[str], Problem | None]:
    told, problem = list[str](), None
    for found in proofs:
        said = found.problem or f"of {found.size}: {_shown(found.leaf)}"
        told.append(f"entry {found.index} {said}")
        problem = problem or found.problem
    return told, problem


def _tell_growth(text: str, asked: Asked, kept: Sequence[str]) -> tuple[list[str], Problem | None]:
    found = verify_growth(text, asked.key, asked.name, kept)
    told = [f"from {found.old_size} to {found.new_size} entries"]
    if kept:
        told.append(f"{found.compared} of {len(kept)} checkpoints kept elsewhere are of one of these sizes")
    if found.problem:
        return told, found.problem
    seen, problem = _seen(found.ends, asked)
    return told + seen, problem


def _tell_export(lines: Iterable[str], asked: Asked, kept: Sequence[str]) -> tuple[list[str], Problem | None]:
    report = verify_export(lines, asked.key, asked.name, kept)
    told = [
        f"{report.size} leaves, {report.signed_size} of them under {report.checkpoints_checked} checkpoints",
        f"root {b64encode(report.root).decode()}",
    ]
    if kept:
        told.append(f"{len(kept)} checkpoints kept elsewhere")
    if report.opened:
        told.append(f"{report.opened} leaves with the words they committed to")
    if report.problem:
        return told, report.problem
    signed = [read_signed(text, asked.key, asked.name) for text in (*report.checkpoints, *kept)]
    more, problem = _stamps([each for each in signed if each], report, asked)
    return told + more, problem


def _stamps(checkpoints: Sequence[Signed], report: Report, asked: Asked) -> tuple[list[str], Problem | None]:
    told, problem = _seen(checkpoints, asked)
    if problem:
        return told, problem
    stamps = stamped(report.tokens, checkpoints)
    if isinstance(stamps, Problem):
        return told, stamps
    told += [f"token over {size} leaves states {at}; who stamped it is for openssl to say" for size, at in stamps]
    if asked.unpack:
        _unpack(report.tokens, checkpoints, asked.unpack)
    return told, None


def _seen(checkpoints: Sequence[Signed], asked: Asked) -> tuple[list[str], Problem | None]:
    told = list[str]()
    for number, witness in enumerate(asked.witnesses):
        seen = seen_by(witness, checkpoints, number=number)
        if isinstance(seen, Problem):
            return told, seen
        told.append(f"{seen.name} cosigned {seen.size} leaves at {_moment(seen.at)}")
    return told, None


def _unpack(tokens: Sequence[tuple[int, bytes]], checkpoints: Sequence[Signed], folder: Path) -> None:
    """Write what ``openssl ts -verify`` reads: the token, and the checkpoint it stamps."""
    notes = {each.size: each.note for each in checkpoints}
    folder.mkdir(parents=True, exist_ok=True)
    for number, (size, der) in enumerate(tokens):
        (folder / f"{number}-{size}.token").write_bytes(read_token(der).der)
        (folder / f"{number}-{size}.checkpoint").write_bytes(notes[size].encode())


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(min(seconds, _LATEST), tz=UTC).isoformat()


def _shown(leaf: bytes) -> str:
    """Return a leaf as text on one line: what a terminal would obey is written out."""
    text = leaf.decode(errors="backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _text(content: bytes) -> str:
    """Return the text of a file, or of every plain part of a saved mail."""
    if not re.match(rb"[A-Za-z][A-Za-z-]*: ", content):
        return content.decode(errors="replace")
    mail = message_from_bytes(content, policy=policy.default)
    plain = [part.get_content() for part in mail.walk() if part.get_content_type() == "text/plain"]
    return "\n".join(plain)


if __name__ == "__main__":
    sys.exit(main())
