"""A witness and a time-stamp authority for tests: the first signs with ``cryptography``, the second is openssl."""

import subprocess
from base64 import b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_CONFIG = """
[req]
distinguished_name = dn
x509_extensions = stamper
prompt = no
[dn]
CN = Test time
[stamper]
extendedKeyUsage = critical,timeStamping
basicConstraints = critical,CA:FALSE
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
"""


class TestWitness:
    __test__ = False

    def __init__(self, name="witness.example/w1", seed=b"w" * 32):
        self.name, self._key = name, Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()
        self.key_id = sha256(name.encode() + b"\n\x04" + self.public).digest()[:4]

    def verifier_key(self):
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([4]) + self.public).decode()}"

    def line(self, checkpoint, at):
        body = checkpoint.partition("\n\n")[0] + "\n"
        signature = self._key.sign(f"cosignature/v1\ntime {at}\n{body}".encode())
        return f"— {self.name} {b64encode(self.key_id + at.to_bytes(8, 'big') + signature).decode()}\n"


class Authority:
    """Stamps with a key and certificate of its own, made in *folder*."""

    def __init__(self, folder):
        self.folder, self.certificate = folder, folder / "tsa.pem"
        (folder / "serial").write_text("01\n", encoding="utf-8")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
        self._run("req", "-new", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
                  "-keyout", "tsa.key", "-out", "tsa.pem", "-config", "tsa.cnf", "-days", "3650")  # fmt: skip

    def answer(self, body, *, digest="sha256", bare=False):
        """Return the whole answer about *body*, or with *bare* the token alone."""
        (self.folder / "body").write_bytes(body)
        self._run("ts", "-query", "-data", "body", f"-{digest}", "-cert", "-out", "query")
        self._run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-inkey", "tsa.key",
                  "-signer", "tsa.pem", "-out", "answer", *(["-token_out"] if bare else []))  # fmt: skip
        return (self.folder / "answer").read_bytes()

    def _run(self, *arguments):
        command = ["openssl", *arguments]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, timeout=60)
