"""Files of the interface as they leave: each with a compressed twin, made once at the start and not for each request.

Pages themselves are never compressed: what a customer wrote stands beside secrets of the session there (BREACH).
"""

import logging
import shutil

from django.conf import settings
from django.core.management import call_command
from whitenoise.middleware import WhiteNoiseMiddleware

_log = logging.getLogger("desvelo.ui")


def gather() -> None:
    """Put every file and its twin into ``STATIC_ROOT``; where they do not all fit they leave as they are.

    What a former version left goes first: files of a newer one may carry older times, and would not be copied.
    """
    try:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    except OSError as error:
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        _log.warning("ui.files_not_gathered", extra={"code": error.strerror or type(error).__name__})


class Served(WhiteNoiseMiddleware):  # type: ignore[misc]  # it has no types
    """Serves what was gathered, and straight from the packages what was not."""

    def add_files_from_finders(self) -> None:
        """Look into the packages only when nothing was gathered."""
        if not self.files:
            super().add_files_from_finders()
