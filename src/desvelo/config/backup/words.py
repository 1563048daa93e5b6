"""The words of backup and restore in the reader's language, from the one catalogue (see ``config.scan.wording``).

Every sentence has the context ``backup``.  It says what is wrong, where, and what to do next.
"""

import os
import sys

from desvelo.config.backup import sentences
from desvelo.config.scan import wording
from desvelo.config.scan.printing import printable
from desvelo.config.scan.wording import Words
from desvelo.kernel.errors import DesveloError


def here() -> Words:
    """Return the words of the language that the system is set to."""
    return wording.words(wording.language_of(os.environ))


def sentence(refused: DesveloError) -> str:
    """Return what to tell the person; an error that brings its own sentence keeps it."""
    template = sentences.of(here()).get(refused.code)
    return printable(template % refused.params if template else str(refused))


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def tell(refused: DesveloError) -> None:
    """Tell the person why something was refused."""
    say(sentence(refused))
