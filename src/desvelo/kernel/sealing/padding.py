"""Hide how long a short text is: up to 255 bytes, only the step of 32 shows.

A mark (``80``) follows the content and zeros follow the mark, as in ISO/IEC 7816-4, so every content, also one that
ends in zeros, comes back exactly.  From 256 bytes on only the mark is added.

Source: security-design D3.5.

>>> len(pad("sim".encode())), len(pad("não".encode()))
(32, 32)
>>> unpad(pad(b"sim"))
b'sim'
"""

from desvelo.kernel.sealing import cobblestone
from desvelo.kernel.sealing.errors import NotReadable

STEP_BYTES = 32
LONG_BYTES = 256
_MARK = b"\x80"


def pad(content: bytes) -> bytes:
    """Return *content* with its mark, filled up to the next step when it is short."""
    marked = content + _MARK
    if len(content) >= LONG_BYTES:
        return marked
    return marked.ljust(-(-len(marked) // STEP_BYTES) * STEP_BYTES, b"\x00")


def unpad(padded: bytes) -> bytes:
    """Return what was padded; raise NotReadable for bytes that ``pad`` never gives."""
    content, _, _ = padded.rpartition(_MARK)
    if pad(content) != padded:
        raise NotReadable
    return content


def seal_text(key: bytes, context: bytes, content: bytes, *, salt: bytes | None = None) -> bytes:
    """Pad and seal *content*; raise KeyUnusable."""
    return cobblestone.seal(key, context, pad(content), salt=salt)


def open_text(key: bytes, context: bytes, record: bytes) -> bytes:
    """Open and unpad what ``seal_text`` gave; raise NotReadable for everything else."""
    return unpad(cobblestone.open_record(key, context, record))
