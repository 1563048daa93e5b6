"""Refusals worded as the Graph API words them."""

from http import HTTPStatus

from desvelo.sandbox import wire
from desvelo.sandbox.http import Response

_DOCS = "Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"


class GraphError(Exception):
    """An error object of the Graph API and the status it travels with."""

    def __init__(self, status: int, message: str, *, code: int, kind: str = "OAuthException", **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.beside: dict[str, object] = {}
        self.content = {"message": message, "type": kind, "code": code, **more, "fbtrace_id": wire.trace_id()}

    def response(self) -> Response:
        """Return the answer that carries it."""
        headers = {"content-type": "application/json; charset=UTF-8", "cache-control": "no-store"}
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["www-authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{self.content["message"]}"'
        return Response(status=self.status, headers=headers, body=wire.dump({**self.beside, "error": self.content}))


def bad_token() -> GraphError:
    """The token is missing, wrong or expired."""
    return GraphError(401, "Invalid OAuth access token - Cannot parse access token", code=190)


def expired_token() -> GraphError:
    """The token's time is over."""
    message = "Error validating access token: Session has expired"
    return GraphError(401, message, code=190, error_subcode=463)


def proof_missing() -> GraphError:
    """The app demands a proof that the caller holds its secret."""
    message = "API calls from the server require an appsecret_proof argument"
    return GraphError(400, message, code=100, kind="GraphMethodException")


def proof_wrong() -> GraphError:
    """The proof belongs to another token or another secret."""
    message = "Invalid appsecret_proof provided in the API argument"
    return GraphError(400, message, code=100, kind="GraphMethodException")


def no_such_object(verb: str, object_id: str, *, status: int = 400) -> GraphError:
    """The id does not exist, or the token does not reach it: Meta does not say which."""
    message = (
        f"Unsupported {verb} request. Object with ID '{object_id}' does not exist, cannot be loaded due to missing "
        f"permissions, or does not support this operation. {_DOCS}"
    )
    return GraphError(status, message, code=100, kind="GraphMethodException", error_subcode=33)


def no_such_field(name: str) -> GraphError:
    """A field was asked for that the object does not have."""
    return GraphError(400, f"(#100) Tried accessing nonexisting field ({name})", code=100)


def unknown_path(path: str) -> GraphError:
    """Nothing is served at this path."""
    return GraphError(400, f"Unknown path components: {path}", code=2500)


def parameter(details: str, *, code: int = 100, title: str = "Invalid parameter") -> GraphError:
    """A parameter of a send is missing or wrong; *details* say which."""
    data = {"messaging_product": "whatsapp", "details": details}
    return GraphError(400, f"(#{code}) {title}", code=code, error_data=data)


def missing(name: str) -> GraphError:
    """A parameter is not there."""
    return parameter(f"The parameter {name} is required.", title=f"The parameter {name} is required.")


def needed(details: str) -> GraphError:
    """A parameter below the outermost layer is not there."""
    return parameter(details, code=131008, title="Required parameter is missing")


def invalid(details: str) -> GraphError:
    """A parameter below the outermost layer has a value that it may not have."""
    return parameter(details, code=131009, title="Parameter value is not valid")


def denied(scope: str) -> GraphError:
    """The token may not do this."""
    message = f"(#10) Application does not have permission for this action; it needs {scope}."
    return GraphError(403, message, code=10)


def trouble(status: int, code: int, title: str, *, transient: bool = False) -> GraphError:
    """Something is wrong on Meta's side."""
    return GraphError(status, f"(#{code}) {title}", code=code, is_transient=transient)
