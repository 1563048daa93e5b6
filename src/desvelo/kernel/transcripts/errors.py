"""What cannot be read as a conversation.  Parameters say where; they never hold a piece of the text."""

from desvelo.kernel.errors import DesveloError


class TranscriptRefused(DesveloError):
    """A file cannot be read on; the sentence is made where it is read."""

    code = "transcripts.refused"


class WrongEncoding(TranscriptRefused):
    """Bytes near *line* are not text in *encoding*."""

    code = "transcripts.wrong_encoding"

    def __init__(self, *, line: int, encoding: str) -> None:
        super().__init__(line=line, encoding=encoding)


class NotText(TranscriptRefused):
    """The file holds zero bytes, as pictures and programs do."""

    code = "transcripts.not_text"


class LineTooLong(TranscriptRefused):
    """*line* is longer than a record or a row may be (*limit* characters)."""

    code = "transcripts.line_too_long"

    def __init__(self, *, line: int, limit: int) -> None:
        super().__init__(line=line, limit=limit)


class NotARecord(TranscriptRefused):
    """*line* is not one JSON object."""

    code = "transcripts.not_a_record"

    def __init__(self, *, line: int) -> None:
        super().__init__(line=line)


class NotATable(TranscriptRefused):
    """The cells that end at *line* cannot be told apart: a quotation mark is opened and never closed."""

    code = "transcripts.not_a_table"

    def __init__(self, *, line: int) -> None:
        super().__init__(line=line)
