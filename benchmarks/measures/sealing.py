"""What it costs to close and to open one text, and one delivery at the door."""

import os
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks import catalogue, messages
from benchmarks.effort import Effort
from benchmarks.figures import Figure, Reference
from benchmarks.stage import Stage
from benchmarks.timing import best_mean_us
from desvelo.kernel.sealing import context, intake, padding

LENGTH = 100
GROUP = 64
_KB = 1_024
_KEY = os.urandom(32)
_NONCE = bytes(12)


@catalogue.add("sealing", about="closing and opening a message of 100 characters, and deliveries of 1 KB in groups")
def run(_stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Measure the kernel's functions as the vault and the door call them."""
    texts = [text.encode() for text in messages.of_length(LENGTH, effort.rounds)]
    records = [padding.seal_text(_KEY, _context(), text) for text in texts]
    sealing = best_mean_us(lambda text: padding.seal_text(_KEY, _context(), text), texts)
    opening = best_mean_us(lambda record: padding.open_text(_KEY, _context(), record), records)
    bare = best_mean_us(lambda text: AESGCM(_KEY).encrypt(_NONCE, text, None), texts)
    reference = Reference("AES-256-GCM and nothing else", bare)
    yield Figure("seal", sealing, "µs", None, (reference,))
    yield Figure("open", opening, "µs", None, (reference,))
    pair = intake.IntakeKeyPair.generate()
    group = [(os.urandom(16), os.urandom(_KB)) for _ in range(GROUP)]
    groups = best_mean_us(lambda _: intake.seal_batch(pair.public_bytes, group), range(4))
    yield Figure(f"seal a delivery, {GROUP} in a group", groups / GROUP, "µs", None, (reference,))


def _context() -> bytes:
    """Return a context as long as a stored text has."""
    some = "0192f0aa-0000-7000-8000-000000000000"
    return context.record(
        install=some,
        table="message",
        column="body",
        row=some,
        row_version=1,
        contact=some,
        key_version=1,
        data_class="",
    )
