"""The copy of a file with the data replaced: ``[CPF •• 25]`` where a CPF stood, «Pessoa 3» where a name signed.

Senders are numbered, and whoever is mentioned by name is that same number.  What WhatsApp itself wrote ("Maria added
João") becomes one fixed phrase, since it is about people and nothing else; a file that somebody named keeps its ending
only.  Of a zip the copy is the text of the chat: pictures and audios are not looked into, so they are not copied.  A
copy is UTF-8, whatever the file was.
"""

import codecs
import re
from typing import IO

from desvelo.config.scan.people import People
from desvelo.config.scan.searching import Findings, Searched, without
from desvelo.config.scan.wording import Words
from desvelo.kernel.transcripts import attachments, senders
from desvelo.kernel.transcripts.entry import Part

_MENTION = re.compile("@\u2068(?P<name>[^\u2068\u2069\n]{1,100})\u2069")


class Redacted:
    """Writes the copy, entry by entry."""

    def __init__(self, file: IO[bytes], *, encoding: str, people: People, said: Words, names: dict[str, str]) -> None:
        self._file = file
        if encoding == "utf-8-sig":  # Excel tells UTF-8 by it
            file.write(codecs.BOM_UTF8)
        self._people = people
        self._person = said.pgettext("scan", "Person %(number)s")
        self._notice = said.pgettext("scan", "[notice by WhatsApp]")
        self._file_word = said.pgettext("scan", "[file]")
        self._names = names

    def take(self, one: Searched) -> None:
        """Write *one* entry without its data."""
        if one.entry.notice:
            texts = [self._notice for _ in one.entry.parts]
        else:
            pairs = zip(one.entry.parts, one.findings, strict=True)
            texts = [self._without(part, findings) for part, findings in pairs]
        copy = one.entry.copy(texts, self._alias(one.entry.sender))
        self._file.write(copy.encode("utf-8", "backslashreplace"))

    def _without(self, part: Part, findings: Findings) -> str:
        """Return the text of *part* for the copy; where a column or key holds names, a number for the person."""
        if part.field and part.text and senders.names_a_person(part.field.rsplit(".", 1)[-1]):
            return self._alias(part.text)
        return self._mentions(attachments.renamed(without(part.text, findings, self._names), self._file_word))

    def _alias(self, sender: str) -> str:
        return self._person % {"number": self._people.number(sender) or "?"} if sender else ""

    def _mentions(self, text: str) -> str:
        return _MENTION.sub(lambda found: "@" + self._alias(found["name"]), text) if "\u2068" in text else text
