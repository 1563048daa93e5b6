"""Names of attributes: SCIM compares them without regard to case, and may write the schema before them.

Source: RFC 7643 section 2.1; RFC 7644 section 3.10.

>>> canonical({"USERNAME": "rui", "Emails": [{"VALUE": "x"}], "title": "y"})
{'userName': 'rui', 'emails': [{'value': 'x'}], 'title': 'y'}
>>> bare("urn:ietf:params:scim:schemas:core:2.0:User:username")
'userName'
>>> bare("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department") is None
True
"""

from typing import Any, Final

USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP: Final = "urn:ietf:params:scim:schemas:core:2.0:Group"
_KNOWN: Final = {
    each.lower(): each
    for each in (
        "$ref", "active", "display", "displayName", "emails", "entitlements", "externalId", "familyName", "formatted",
        "givenName", "groups", "id", "members", "meta", "name", "password", "primary", "roles", "schemas", "type",
        "userName", "value", "x509Certificates",
    )
}  # fmt: skip
_DEEPEST: Final = 8


def bare(name: str) -> str | None:
    """Return *name* as it is written here, without its schema; None if it belongs to a schema that is not ours."""
    for schema in (USER, GROUP):
        if name.lower().startswith(f"{schema.lower()}:"):
            name = name[len(schema) + 1 :]
    if name.lower().startswith("urn:"):
        return None
    return ".".join(_KNOWN.get(part.lower(), part) for part in name.split("."))


def canonical(document: Any, *, depth: int = 0) -> Any:
    """Return *document* with each name as it is written here; deeper than anything of ours is dropped."""
    if depth > _DEEPEST:
        return None
    if isinstance(document, dict):
        return {
            _KNOWN.get(str(name).lower(), str(name)): canonical(value, depth=depth + 1)
            for name, value in document.items()
        }
    if isinstance(document, list):
        return [canonical(each, depth=depth + 1) for each in document]
    return document
