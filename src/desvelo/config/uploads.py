"""How a file of a form comes in: sealed piece by piece, and only from somebody who is signed in.

The form is read before anybody asks who sent it, because its token stands in it.  So whoever has no full session gets
nothing kept: what they send is read past.

Source: architecture section 3; decision 0023.
"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from desvelo.base import clock
from desvelo.base.objects.errors import StoreUnavailable
from desvelo.base.spool import Spool
from desvelo.guards.access import sessions
from desvelo.guards.access.http import token_of
from desvelo.guards.access.models import Session
from desvelo.kernel.whatsapp import media


class SealedFile(UploadedFile):  # type: ignore[type-arg]  # generic for the type checker alone
    """A file of a form, in its spool; ``pieces`` gives it, as often as needed, until the request is over.

    *trouble* is what the disk said when it did not take all of it.
    """

    def __init__(self, spool: Spool, *, name: str | None, size: int, trouble: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.spool = spool
        self._trouble = trouble

    def pieces(self) -> Iterator[bytes]:
        """Yield what came, piece by piece; raise StoreUnavailable when not all of it could be kept."""
        if self._trouble:
            raise StoreUnavailable(reason=self._trouble)
        return self.spool.pieces()

    def close(self) -> None:
        """Forget it; Django does when the request is over."""
        self.spool.close()


class SealedUpload(FileUploadHandler):
    """Seals what comes; of what is larger than anything WhatsApp carries, it keeps the size alone."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file, or read past it when nobody we know sends it."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on as they came
        if not self._is_known():
            raise SkipFile
        self._spool = Spool(settings.DESVELO.objects / ".new")
        self._taken, self._trouble = 0, ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's signature
        """Seal one piece."""
        self._taken += len(raw_data)
        if self._taken > media.LARGEST or self._trouble:
            return
        try:
            self._spool.write(bytes(raw_data))
        except OSError as error:  # said once somebody asks for the file: here nobody could make a page of it
            self._trouble = os.strerror(error.errno or 0)

    def file_complete(self, file_size: int) -> SealedFile:
        """Return the file; its size is what came, also of what was too large to be kept."""
        return SealedFile(self._spool, name=self.file_name, size=file_size, trouble=self._trouble)

    def upload_interrupted(self) -> None:
        """Forget what came of a file whose sender left."""
        if hasattr(self, "_spool"):
            self._spool.close()

    def _is_known(self) -> bool:
        session = sessions.find(token_of(self.request), now=clock.wall()) if self.request is not None else None
        if session is None or session.stage != Session.Stage.FULL:
            return False
        return not sessions.is_locked(session, now=clock.wall())
