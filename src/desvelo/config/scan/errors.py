"""What ``desvelo scan`` refuses.  The sentences stand in ``refusals.py``, in both languages."""

from desvelo.kernel.errors import DesveloError


class ScanRefused(DesveloError):
    """A file cannot be opened, or an answer cannot be written."""

    code = "scan.refused"


class CannotRead(ScanRefused):
    """The system does not give the file; *reason* is its own word."""

    code = "scan.cannot_read"


class CannotWrite(ScanRefused):
    """The system does not take the file; *reason* is its own word."""

    code = "scan.cannot_write"


class BrokenArchive(ScanRefused):
    """The zip is cut short or damaged."""

    code = "scan.broken_archive"


class LockedArchive(ScanRefused):
    """The zip asks for a password, or is packed in a way no phone uses."""

    code = "scan.locked_archive"


class ArchiveTooLarge(ScanRefused):
    """The zip would unpack to far more than a conversation holds."""

    code = "scan.archive_too_large"


class NoChatInside(ScanRefused):
    """The zip holds no exported chat."""

    code = "scan.no_chat_inside"


class SeveralChatsInside(ScanRefused):
    """The zip holds more than one text that may be the chat."""

    code = "scan.several_chats_inside"


class UnknownEncoding(ScanRefused):
    """``--encoding`` names nothing that Python can read."""

    code = "scan.unknown_encoding"


class WouldOverwrite(ScanRefused):
    """An answer would be written over a file that is read, or over another answer."""

    code = "scan.would_overwrite"


class NeedsOutput(ScanRefused):
    """A PDF is not for a terminal."""

    code = "scan.needs_output"


class OneFileOnly(ScanRefused):
    """A copy is made of one file at a time."""

    code = "scan.one_file_only"
