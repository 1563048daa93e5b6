"""Every sentence people read is in the Portuguese catalogue, with the same places in it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils import dates
from django.utils.translation import override
from django.utils.translation.template import templatize

import desvelo

PACKAGE = Path(desvelo.__file__).parent
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "ngettext_noop": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip
with override("en"):
    DATES = {
        str(name)
        for names in (dates.WEEKDAYS, dates.WEEKDAYS_ABBR, dates.MONTHS, dates.MONTHS_3)
        for name in names.values()
    }
PLACE = re.compile(r"%\((\w+)\)s")

with (PACKAGE / "locale/pt_BR/LC_MESSAGES/django.po").open("rb") as file:
    CATALOGUE = read_po(file, locale="pt_BR")


def sentences() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for path in sorted(PACKAGE.rglob("*")):
        relative = path.relative_to(PACKAGE)
        if relative.parts[0] == "sandbox" or path.suffix not in {".py", ".html"}:
            continue
        text = path.read_text()
        source = flat(templatize(text, origin=str(relative))) if path.suffix == ".html" else text
        for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
            yield str(relative), message, context


def flat(source: str) -> str:
    """Take the indentation away: what Django makes of a template has words of Python, not its shape."""
    return "\n".join(line.strip() for line in source.splitlines())


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def test_every_sentence_is_translated_with_the_same_places() -> None:
    missing, changed, count = [], [], 0
    for where, message, context in sentences():
        count += 1
        identifier = message[0] if isinstance(message, tuple) else message
        found = CATALOGUE.get(identifier, context)
        said = (found.string if isinstance(found.string, tuple) else (found.string,)) if found else ("",)
        if not all(said):
            missing.append((where, identifier))
        elif any(places(each) != places(identifier) for each in said):
            changed.append((where, identifier))
    assert count > 300
    assert missing == []
    assert changed == []


def test_nothing_in_the_catalogue_is_guessed() -> None:
    assert [message.id for message in CATALOGUE if message.fuzzy and message.id] == []


def test_the_interface_keeps_its_voice() -> None:
    said = [str(each) for message in CATALOGUE for each in ([message.string] if message.id else [])]
    assert [each for each in said if re.search(r"!|\brevelar\b|\bsucesso\b|erro inesperado", each, re.IGNORECASE)] == []


def test_nothing_in_the_catalogue_is_read_by_nobody() -> None:
    """Names of days and months are Django's own sentences, in our words."""
    read = {(message[0] if isinstance(message, tuple) else message, context) for _, message, context in sentences()}
    kept = {
        (message.id[0] if isinstance(message.id, tuple) else message.id, message.context)
        for message in CATALOGUE
        if message.id
    }

    assert kept - read - {(date, None) for date in DATES} == set()
