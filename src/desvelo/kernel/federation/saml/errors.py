"""How what an identity provider says in XML can be refused."""

from http import HTTPStatus
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class MetadataRefused(DesveloError):
    """Metadata cannot be used: *reason* names the first check that failed."""

    code = "federation.metadata_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class AnswerRefused(DesveloError):
    """An answer proves nothing: *reason* names the first check that failed."""

    code = "federation.answer_refused"
    status: ClassVar[int] = HTTPStatus.UNAUTHORIZED

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class NotXml(DesveloError):
    """These bytes are not XML of the kind that is read here."""

    code = "federation.not_xml"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY
