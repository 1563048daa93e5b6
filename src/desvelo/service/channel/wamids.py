"""How Meta's name for a message is kept: as a keyed index, never as it came.

A wamid is base64, and inside it stands the customer's phone number: whoever read the column could list every customer.
It serves to know a message again, so equality is all that is kept.  The number it came to is part of it, because a
wamid is unique only there, and so that nobody speaks for a message of another number.

Source: security-design D4.1, D6.1; the ids of real traffic, decoded.

>>> import base64
>>> base64.b64decode("HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA")[3:14]
b'16467043595'
"""

import hmac

from django.conf import settings

from desvelo.base.keyring import keyring
from desvelo.kernel.sealing import context

_BYTES = 16


def index(*, number: str, wamid: str) -> str:
    """Return what is stored of the *wamid* of a message that came to, or left from, the number with this id."""
    key = keyring(settings.DESVELO.keys).service("index")
    return hmac.digest(key, context.encode(context.FORMAT, "wamid", number, wamid), "sha256")[:_BYTES].hex()
