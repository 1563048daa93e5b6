"""How a request of an identity provider can be refused, as SCIM says it."""

from http import HTTPStatus
from typing import Final

from desvelo.kernel.errors import DesveloError

SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:Error"


class ScimRefused(DesveloError):
    """A request was refused: *reason* is ours, *scim_type* the standard's, *about* the attribute it is about.

    Source: RFC 7644 section 3.12.
    """

    code = "provisioning.refused"

    def __init__(
        self, reason: str, *, scim_type: str = "", about: str = "", status: HTTPStatus = HTTPStatus.BAD_REQUEST
    ) -> None:
        super().__init__(reason=reason, about=about)
        self.reason = reason
        self.scim_type = scim_type
        self.about = about
        self.http = status


def document(refused: ScimRefused, *, detail: str) -> dict[str, object]:
    """Return what the answer says; *detail* is the sentence, in the reader's language."""
    kind = {"scimType": refused.scim_type} if refused.scim_type else {}
    return {"schemas": [SCHEMA], "status": str(int(refused.http)), **kind, "detail": detail}


def invalid(about: str, reason: str = "value") -> ScimRefused:
    """Return that the value of an attribute cannot be taken."""
    return ScimRefused(reason, scim_type="invalidValue", about=about)


def fixed(about: str) -> ScimRefused:
    """Return that an attribute never changes, or cannot be taken away."""
    return ScimRefused("fixed", scim_type="mutability", about=about)


def unreadable(about: str = "") -> ScimRefused:
    """Return that what was sent is not what the standard says."""
    return ScimRefused("syntax", scim_type="invalidSyntax", about=about)
