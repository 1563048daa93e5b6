"""Files of the interface as they leave: without comments, each with a compressed twin, made once at the start.

Pages themselves are never compressed: what a customer wrote stands beside secrets of the session there (BREACH).
"""

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedStaticFilesStorage

_log = logging.getLogger("desvelo.ui")
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)


def without_comments(source: str) -> str:
    """Return a script or a style sheet without its comments of whole lines; every other line keeps its number."""
    return _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), source)


def gather() -> None:
    """Put every file and its twin into ``STATIC_ROOT``; where they do not all fit they leave as they are.

    What a former version left goes first: files of a newer one may carry older times, and would not be copied.
    """
    try:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    except OSError as error:
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        _log.warning("ui.files_not_gathered", extra={"code": error.strerror or type(error).__name__})


class Lean(CompressedStaticFilesStorage):  # type: ignore[misc]  # it has no types
    """Takes the comments out of what is ours, then makes the twins; what is not ours keeps its licences."""

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Rewrite and compress each gathered file; yield its name, the other name and whether it was done."""
        for name in paths:
            if name.endswith((".js", ".css")) and "vendor/" not in name:
                gathered = Path(self.path(name))
                gathered.write_text(without_comments(gathered.read_text()))
        yield from super().post_process(paths, **options)


class Served(WhiteNoiseMiddleware):  # type: ignore[misc]  # it has no types
    """Serves what was gathered, and straight from the packages what was not."""

    def add_files_from_finders(self) -> None:
        """Look into the packages only when nothing was gathered."""
        if not self.files:
            super().add_files_from_finders()
