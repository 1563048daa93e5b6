"""The words of a message in the order a person reads them, and what their very place says they are.

First what is called or says something about what was sent: a file's name, a place, the cards of people, the
advertisement the customer came by.  Then the sender's own words: text, caption, choice, answers of a form.  The phone
number of a card needs no guess, because WhatsApp says it is one; coordinates are kept apart for the same reason.

Left out is only what says nothing new: the parts of a name beside the whole name, a number written twice, Meta's own
sentence about a change of number, and what is no words at all in a vCard (a photograph, a key).

>>> words = arrange("document", (("document.caption", "segue"), ("document.filename", "rg.pdf")))
>>> words.heading == (Line("rg.pdf"),), words.own == (Line("segue"),)
(True, True)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

Said = Sequence[tuple[str, str]]

_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_DIGITS = re.compile(r"[^0-9]")
_LEAST_DIGITS: Final = 5
_ANSWERS: Final = "interactive.nfm_reply.response_json."
_HEADINGS: Final = ("referral.", "document.filename", "location.", "contacts.")
_OF_AN_AD: Final = ("headline", "body", "welcome_message")
_OF_A_CARD: Final = ("name.formatted_name", "name.", "org.", "phones.", "emails.", "addresses.", "urls.")
_NUMBER_CHANGES: Final = frozenset(
    {"user_changed_number", "user_changed_user_id", "customer_changed_number", "customer_identity_changed"}
)
_VCARD_FOLD = re.compile(r"\r?\n[ \t]")
_VCARD_LINE = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z-]+)(?:;[^:]*)?:(.*)")
_SILENT_IN_VCARD: Final = frozenset(
    {"BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "PHOTO", "LOGO", "SOUND", "KEY"}
)
_LABELS: Final = {"phones": "PHONE", "TEL": "PHONE", "emails": "EMAIL", "EMAIL": "EMAIL"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message; *label* is the class of datum it is known to be, if any."""

    text: str = field(repr=False)
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything to be read in a message; *place* is its latitude and longitude."""

    heading: tuple[Line, ...] = ()
    own: tuple[Line, ...] = ()
    place: str = field(default="", repr=False)

    @property
    def opening(self) -> str:
        """Return the heading as text, with the line break that what follows it needs."""
        follows = bool(self.own or self.place)
        return "\n".join(line.text for line in self.heading) + ("\n" if self.heading and follows else "")

    @property
    def text(self) -> str:
        """Return all that is to be searched: everything but the coordinates."""
        return self.opening + "\n".join(line.text for line in self.own)

    @property
    def known(self) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, label) of each stretch of the text that stands where WhatsApp puts such a datum."""
        start = 0
        for line in (*self.heading, *self.own):
            end = start + len(line.text)
            if line.label and line.text:
                yield start, end, line.label
            start = end + 1


def arrange(kind: str, texts: Said, *, subtype: str = "") -> Words:
    """Put what was typed in a message of *kind* into reading order; what fits nowhere else is own words."""
    said = [(where.removeprefix("edit.message."), what) for where, what in texts]
    if kind == "system" and subtype in _NUMBER_CHANGES:
        said = [each for each in said if each[0] != "system.body"]
    place = dict(_below(said, "location."))
    point = (place.pop("latitude", ""), place.pop("longitude", ""))
    return Words(
        heading=(*_advertisement(said), *_file_name(said), *_names_of(place), *_cards(said)),
        own=tuple(_own(said)),
        place=", ".join(filter(None, point)),
    )


def _own(said: Said) -> Iterator[Line]:
    """Yield the sender's own words; an answer of a form stands behind the name of its field."""
    for where, what in said:
        if where.startswith(_ANSWERS):
            field_name = where.removeprefix(_ANSWERS).replace("_", " ")
            yield Line(f"{field_name}: {what}")
        elif not where.startswith(_HEADINGS) and not _is_of_the_form_itself(where, what):
            yield Line(what)


def _is_of_the_form_itself(where: str, what: str) -> bool:
    return where == "interactive.nfm_reply.name" or (where == "interactive.nfm_reply.body" and what == "Sent")


def _advertisement(said: Said) -> Iterator[Line]:
    for _, what in sorted(_below(said, "referral."), key=lambda each: _place_in(_OF_AN_AD, each[0])):
        yield Line(what)


def _file_name(said: Said) -> Iterator[Line]:
    """Yield the name of a file without the marks that turn writing around: "fdp.exe" must not be read as "exe.pdf"."""
    for where, what in said:
        if where == "document.filename":
            yield Line(" ".join(_DIRECTION_MARKS.sub("", what).split()))


def _names_of(place: Mapping[str, str]) -> Iterator[Line]:
    ordered = sorted(place.items(), key=lambda each: _place_in(("name", "address"), each[0]))
    return (Line(what) for _, what in ordered)


def _cards(said: Said) -> Iterator[Line]:
    for number, fields in groupby(_below(said, "contacts."), key=lambda each: each[0].split(".")[0]):
        yield from _card([(where.removeprefix(f"{number}."), what) for where, what in fields])


def _card(fields: Said) -> Iterator[Line]:
    """Yield the lines of one person's card, whatever says nothing new left out."""
    plain = [each for each in fields if each[0] != "vcard" and not each[0].endswith(".type")]
    kept: list[str] = []
    for where, what in [*sorted(plain, key=lambda each: _place_in(_OF_A_CARD, each[0])), *_of_vcard(fields)]:
        may_repeat = where.startswith(("name.", "vcard.")) or where.endswith(".wa_id")
        if may_repeat and any(_says(line, what) for line in kept):
            continue
        kept.append(what)
        yield Line(what, _LABELS.get(where.removeprefix("vcard.").split(".")[0], ""))


def _of_vcard(fields: Said) -> Iterator[tuple[str, str]]:
    """Yield what a vCard says line by line (RFC 6350 section 3.2); what is no line of one stays as it came."""
    for text in (what for where, what in fields if where == "vcard"):
        for line in _VCARD_FOLD.sub("", text).splitlines():
            found = _VCARD_LINE.fullmatch(line)
            name, what = (found[1].upper(), found[2]) if found else ("", line)
            parts = [part.strip() for part in what.split(";") if part.strip()]
            if parts and name not in _SILENT_IN_VCARD:
                yield f"vcard.{name}", " ".join(reversed(parts) if name == "N" else parts)


def _says(line: str, what: str) -> bool:
    """Tell whether *line* already says *what*: the same letters, or the same number written otherwise."""
    digits = _NOT_DIGITS.sub("", what)
    same_number = len(digits) >= _LEAST_DIGITS and digits in _NOT_DIGITS.sub("", line)
    return same_number or what.casefold() in line.casefold()


def _below(said: Said, prefix: str) -> list[tuple[str, str]]:
    return [(where.removeprefix(prefix), what) for where, what in said if where.startswith(prefix)]


def _place_in(order: Sequence[str], where: str) -> int:
    return next((place for place, prefix in enumerate(order) if where.startswith(prefix)), len(order))
