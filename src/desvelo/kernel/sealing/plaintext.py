"""The one type that carries a datum's value or a raw delivery, and gives it only to who asks by name.

A log line, a traceback, a template, a cache or a JSON answer that receives one shows a mark or fails; the value is
never in it.  What ``expose`` returns is ordinary again, so its callers are few and the import linter lists them.

Source: architecture sections 4 and 12 ("plaintext exists in three frames only").

>>> Plaintext("4111 1111 1111 1111")
Plaintext(•••)
>>> f"{Plaintext('segredo')}"
'Plaintext(•••)'
"""

import hmac
from typing import Generic, NoReturn, TypeVar

_SHOWN = "Plaintext(•••)"
Content = TypeVar("Content", bound=str | bytes)


class NotShown(TypeError):
    """Somebody asked a Plaintext for more than that it exists; its length, hash and truth are content too."""


class Plaintext(Generic[Content]):
    """A readable value, text or bytes, on its way between opening and its one use."""

    __slots__ = ("_content",)

    def __init__(self, content: Content) -> None:
        self._content = content

    def expose(self) -> Content:
        """Return the value as it was given; from here on nothing guards it."""
        return self._content

    def __repr__(self) -> str:
        return _SHOWN

    def __format__(self, format_spec: str) -> str:
        return _SHOWN

    def __eq__(self, other: object) -> bool:
        """Compare in constant time with another Plaintext; refuse anything else, which would be a guess."""
        if not isinstance(other, Plaintext):
            raise NotShown
        same_type = type(self._content) is type(other._content)
        return same_type and hmac.compare_digest(_bytes(self._content), _bytes(other._content))

    def __hash__(self) -> int:
        raise NotShown

    def _refuse(self, *_: object) -> NoReturn:
        raise NotShown

    __len__ = __bool__ = __iter__ = __getitem__ = __contains__ = _refuse
    __reduce__ = __reduce_ex__ = __getstate__ = __copy__ = __deepcopy__ = _refuse


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
