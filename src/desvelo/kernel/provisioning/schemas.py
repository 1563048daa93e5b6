"""What we say of ourselves to an identity provider: what we can, which resources there are, what each consists of.

Only what is kept is declared, so a provider that maps more learns of it from here.

Source: RFC 7643 sections 5, 6 and 7; RFC 7644 section 4.
"""

from typing import Any, Final

from desvelo.kernel.provisioning import listing
from desvelo.kernel.provisioning.names import GROUP, USER

CONFIG: Final = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
RESOURCE_TYPE: Final = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA: Final = "urn:ietf:params:scim:schemas:core:2.0:Schema"
Document = dict[str, Any]


def _attribute(name: str, said: str, **changed: Any) -> Document:
    return {
        "name": name,
        "type": "string",
        "multiValued": False,
        "description": said,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
        **changed,
    }


_EMAIL: Final = [
    _attribute("value", "The address.", required=True),
    _attribute("type", "Kept as work.", canonicalValues=["work"]),
]
_GROUP_OF_USER: Final = [
    _attribute("value", "The id of the group.", mutability="readOnly", caseExact=True),
    _attribute("display", "Its name.", mutability="readOnly"),
]
_MEMBER: Final = [
    _attribute("value", "The id of the user.", mutability="immutable", caseExact=True, required=True),
    _attribute("type", "Always User.", mutability="immutable", canonicalValues=["User"]),
    _attribute(
        "$ref",
        "Where the user is.",
        type="reference",
        mutability="immutable",
        caseExact=True,
        referenceTypes=["User"],
    ),
]
_ATTRIBUTES: Final = {
    USER: (
        "User",
        "A person's account.",
        [
            _attribute("userName", "How the provider calls the account.", required=True, uniqueness="server"),
            _attribute("displayName", "The name colleagues see, up to 80 characters.", required=True),
            _attribute(
                "emails",
                "One is kept.",
                required=True,
                type="complex",
                multiValued=True,
                subAttributes=_EMAIL,
                uniqueness="server",
            ),
            _attribute("active", "Whether the account may enter.", type="boolean", required=True),
            _attribute(
                "groups",
                "The groups of this provider they are in.",
                type="complex",
                multiValued=True,
                mutability="readOnly",
                subAttributes=_GROUP_OF_USER,
            ),
        ],
    ),
    GROUP: (
        "Group",
        "A group of people; it gives a team once IT says which.",
        [
            _attribute("displayName", "Its name at the provider.", required=True),
            _attribute(
                "members", "Who is in it.", type="complex", multiValued=True, subAttributes=_MEMBER
            ),
        ],
    ),
}  # fmt: skip


def config(*, base: str) -> Document:
    """Return what we can; *base* is the address below which everything is."""
    return {
        "schemas": [CONFIG],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": listing.MOST},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": False},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer",
                "description": "A token that IT makes for one identity provider.",
                "specUri": "https://www.rfc-editor.org/info/rfc6750",
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{base}/ServiceProviderConfig"},
    }


def resource_types(*, base: str) -> dict[str, Document]:
    """Return the resources there are, by id."""
    return {
        name: {
            "schemas": [RESOURCE_TYPE],
            "id": name,
            "name": name,
            "description": said,
            "endpoint": f"/{name}s",
            "schema": schema,
            "schemaExtensions": [],
            "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/{name}"},
        }
        for schema, (name, said, _) in _ATTRIBUTES.items()
    }


def schemas(*, base: str) -> dict[str, Document]:
    """Return what each resource consists of, by id."""
    return {
        schema: {
            "schemas": [SCHEMA],
            "id": schema,
            "name": name,
            "description": said,
            "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{schema}"},
        }
        for schema, (name, said, attributes) in _ATTRIBUTES.items()
    }
