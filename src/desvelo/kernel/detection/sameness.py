"""Whether two ways of writing a datum are one value, told without showing either.

Each is reduced to what its class calls its essence (the digits of a CPF, an address without case), and only digests of
equal length are compared, so the answer takes the same steps wherever the two differ.

>>> from desvelo.kernel.detection.catalogue import shipped
>>> same(shipped().label("CPF"), "529.982.247-25", "52998224725")
True
>>> same(shipped().label("CPF"), "529.982.247-25", "529.982.247-26")
False
"""

import hashlib
import hmac

from desvelo.kernel.detection.labels import Label


def same(label: Label, one: str, other: str) -> bool:
    """Tell whether *one* and *other* write the same value of class *label*."""
    return hmac.compare_digest(_digest(label.essence(one)), _digest(label.essence(other)))


def says_something(label: Label, text: str) -> bool:
    """Tell whether *text* holds anything that a value of class *label* could be compared with."""
    return bool(label.essence(text))


def _digest(essence: str) -> bytes:
    return hashlib.sha256(essence.encode("utf-8", "surrogatepass")).digest()
