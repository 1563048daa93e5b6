"""A witness as the C2SP page describes it: it checks the log's signature and every proof, and cosigns what only grew.

A second reading of the standards: it uses nothing of the product, and checks proofs as RFC 9162 section 2.1.4.2 says.
"""

import re
from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_BODY = re.compile(
    rb"old (0|[1-9][0-9]*)\n((?:[A-Za-z0-9+/]{43}=\n)*)\n(([^\n]+)\n([0-9]+)\n([^\n]{44})\n)"
    rb"\n((?:\xe2\x80\x94 [^\n]+\n)+)"
)


class SmallWitness:
    """Keeps the last size and root it cosigned of one log."""

    def __init__(self, *, log_name: str, log_key: bytes, name: str = "witness.example/w1") -> None:
        self.name = name
        self.key = Ed25519PrivateKey.generate()
        self.size, self.root = 0, sha256(b"").digest()
        self.clock = 1_764_000_000
        self.asked: list[int] = []
        self._log_name, self._log_key = log_name.encode(), log_key

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n\x04" + self.key.public_key().public_bytes_raw()).digest()[:4]

    @property
    def verifier_key(self) -> str:
        material = b64encode(b"\x04" + self.key.public_key().public_bytes_raw()).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"

    def respond(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        """Answer one request to add-checkpoint."""
        if path != "/witness/add-checkpoint":
            return 404, "text/plain", b""
        found = _BODY.fullmatch(body)
        if not found:
            return 400, "text/plain", b""
        old, proof = int(found[1]), [b64decode(line) for line in found[2].split()]
        note, origin, size, root = found[3], found[4], int(found[5]), b64decode(found[6])
        self.asked.append(old)
        if origin != self._log_name:
            return 404, "text/plain", b""
        if not self._is_signed(note, found[7]):
            return 403, "text/plain", b""
        return self._judged(old, size, root, proof, note)

    def _judged(self, old: int, size: int, root: bytes, proof: list[bytes], note: bytes) -> tuple[int, str, bytes]:
        if old > size:
            return 400, "text/plain", b""
        if old != self.size or (old == size and root != self.root):
            return 409, "text/x.tlog.size", f"{self.size}\n".encode()
        if not grew(old, self.root, size, root, proof):
            return 422, "text/plain", b""
        self.size, self.root = size, root
        return 200, "text/plain", self.cosignature(note)

    def cosignature(self, note: bytes) -> bytes:
        """Cosign a note's text."""
        self.clock += 1
        signature = self.key.sign(f"cosignature/v1\ntime {self.clock}\n".encode() + note)
        whole = self.key_id + self.clock.to_bytes(8) + signature
        return f"— {self.name} {b64encode(whole).decode()}\n".encode()

    def _is_signed(self, note: bytes, lines: bytes) -> bool:
        public = Ed25519PublicKey.from_public_bytes(self._log_key)
        wanted = sha256(self._log_name + b"\n\x01" + self._log_key).digest()[:4]
        for line in lines.decode()[:-1].split("\n"):
            content = b64decode(line.split(" ")[2])
            if content[:4] == wanted:
                try:
                    public.verify(content[4:], note)
                except InvalidSignature:
                    return False
                return True
        return False


def grew(old: int, old_root: bytes, new: int, new_root: bytes, proof: list[bytes]) -> bool:
    """RFC 9162 section 2.1.4.2."""
    if old == 0:
        return proof == []
    if old == new:
        return proof == [] and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = path[0]
    for each in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = _node(each, first), _node(each, second)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = _node(second, each)
        fn, sn = fn >> 1, sn >> 1
    return (first, second, sn) == (old_root, new_root, 0)


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
