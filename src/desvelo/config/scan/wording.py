"""The words of ``desvelo scan`` in the reader's language, from the one catalogue, without Django.

Every sentence has the context ``scan``, so that a word may be translated otherwise here than on a screen.
"""

import gettext
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import desvelo

LANGUAGES: Final = ("pt-BR", "en")
_LOCALE = Path(desvelo.__file__).parent / "locale"

Words = gettext.NullTranslations


def words(language: str) -> Words:
    """Return the catalogue of *language*."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("django", _LOCALE, languages=[language.replace("-", "_")], fallback=True)


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language the system is set to; Portuguese, the first language of the product, when it says neither.

    >>> language_of({"LANG": "en_GB.UTF-8"}), language_of({"LANG": "C.UTF-8"})
    ('en', 'pt-BR')
    """
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if said.lower().startswith("en") else "pt-BR"


def tag(said: Words) -> str:
    """Return the language tag of what *said* really says: English where a catalogue is missing."""
    return "pt-BR" if said.info().get("language") == "pt_BR" else "en"


def number(count: int, said: Words) -> str:
    """Write *count* with its thousands parted as the language does."""
    parted = f"{count:,}"
    return parted.replace(",", ".") if tag(said) == "pt-BR" else parted
