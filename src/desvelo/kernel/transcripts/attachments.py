r"""Names of files in an exported chat: those the app gave stay, those people gave say too much ("RG da Ana.pdf").

Android writes ``NAME (arquivo anexado)`` or ``(file attached)``; iOS ``<anexado: 00000012-NAME>``, and before it, for a
document, ``NAME • 3 páginas``.  What the app names itself (``IMG-20240312-WA0001.jpg``, ``00000012-PHOTO-...``) tells
nothing but a date that stands beside it anyway.

>>> renamed("RG da Ana.pdf (arquivo anexado)", "[arquivo]")
'[arquivo].pdf (arquivo anexado)'
>>> renamed("IMG-20240312-WA0001.jpg (arquivo anexado)", "[arquivo]")
'IMG-20240312-WA0001.jpg (arquivo anexado)'
"""

import re

_BY_THE_APP = re.compile(
    r"(?:[0-9]{8}-)?(?:IMG|VID|PTT|AUD|STK|DOC|GIF|PHOTO|VIDEO|AUDIO|STICKER)-[0-9]{4,8}-[0-9WA\-]{4,20}\.[A-Za-z0-9]{2,5}"
)
_ANDROID = re.compile(
    r"^(?P<mark>\u200e?)(?P<name>[^\n]{1,255}?)(?P<rest> \((?:file attached|arquivo anexado)\))", re.MULTILINE
)
_IOS = re.compile(r"(?P<mark><(?:attached|anexado): )(?P<name>[^>\n]{1,255})(?P<rest>>)")
_IOS_DOCUMENT = re.compile(r"^(?P<mark>\u200e?)(?P<name>[^•\n]{1,255})(?P<rest> • \u200e)", re.MULTILINE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def is_announced(line: str) -> bool:
    """Tell whether *line* is about a file that was sent, and nothing else."""
    return _ANDROID.fullmatch(line) is not None or _IOS.fullmatch(line.removeprefix("\u200e")) is not None


def renamed(text: str, word: str) -> str:
    """Return *text* with *word* in the place of each name that a person gave; its ending stays."""
    if "(" not in text and "<" not in text:
        return text

    def put(found: re.Match[str]) -> str:
        name = found["name"]
        ending = _ENDING.search(name)
        kept = name if _BY_THE_APP.fullmatch(name) else word + (ending.group() if ending else "")
        return f"{found['mark']}{kept}{found['rest']}"

    return _IOS_DOCUMENT.sub(put, _IOS.sub(put, _ANDROID.sub(put, text)))
