# ruff: noqa: ARG002, ARG005  the library says what these are given
"""Real OpenID Connect providers in a process of their own: authlib's server part, PKCE enforced, on 127.0.0.1.

    python tests/support/oidc_provider.py PORT_FILE

``POST /knobs`` says who signs in there and how, and lets the provider lie: in its document, in the claims, in the
signature.  What it signs when it lies is put together here, by hand, as an attacker would.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode, UserInfo
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from flask import Flask, jsonify, request
from joserfc import jwk
from werkzeug.serving import make_server

from oidc_provider_facts import CLIENT, SECRET

OTHER = "/other"
app = Flask(__name__)


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


class Key:
    """An RSA key with its name."""

    def __init__(self, kid: str) -> None:
        self.kid, self.private = kid, rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def public(self) -> dict[str, str]:
        numbers = self.private.public_key().public_numbers()
        n, e = (value.to_bytes((value.bit_length() + 7) // 8, "big") for value in (numbers.n, numbers.e))
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, "n": b64(n), "e": b64(e)}

    def pem(self) -> bytes:
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.private.public_key().public_bytes(serialization.Encoding.PEM, form)

    def private_pem(self) -> str:
        none = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        return self.private.private_bytes(serialization.Encoding.PEM, form, none).decode()

    def sign(self, content: bytes) -> bytes:
        return self.private.sign(content, padding.PKCS1v15(), hashes.SHA256())


FIRST = Key("first")


class State:
    """Who signs in, how, and how the provider lies; the codes it gave."""

    def __init__(self) -> None:
        self.keys = [FIRST]
        self.knobs: dict[str, Any] = {}
        self.codes: dict[str, Code] = {}
        self.seen: list[str] = []


state = State()


class Client(ClientMixin):
    """The one client."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return scope if scope == "openid" else ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith(f"{state.knobs.get('desk', 'http://localhost:8000')}/entrar/provedor/")

    def check_client_secret(self, client_secret: str) -> bool:
        return hmac.compare_digest(client_secret, SECRET)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == state.knobs.get("auth", "client_secret_basic")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Person:
    """Whoever signs in."""

    def __init__(self, sub: str) -> None:
        self.sub = sub

    def get_user_id(self) -> str:
        return self.sub


class Code(AuthorizationCodeMixin):
    """A code that was given, until it is used."""

    def __init__(self, code: str, payload: Any, sub: str) -> None:
        self.code, self.sub, self.at = code, sub, int(time.time())
        self.redirect_uri, self.scope = payload.redirect_uri, payload.scope
        data = payload.data
        self.nonce = data.get("nonce")
        self.code_challenge, self.code_challenge_method = data["code_challenge"], data["code_challenge_method"]

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int | None:
        age = state.knobs.get("auth_age", 5)
        return None if age is None else self.at - age

    def get_amr(self) -> list[str] | None:
        return state.knobs.get("amr")

    def get_acr(self) -> str | None:
        return state.knobs.get("acr")


class CodeGrant(grants.AuthorizationCodeGrant):
    """Codes kept in this process, each used once."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def save_authorization_code(self, code: str, request: Any) -> None:
        state.codes[code] = Code(code, request.payload, request.user.sub)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return state.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        if not state.knobs.get("codes_last"):
            state.codes.pop(authorization_code.code, None)

    def authenticate_user(self, authorization_code: Code) -> Person:
        return Person(authorization_code.sub)


class IdToken(OpenIDCode):
    """What the ID token says."""

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def get_client_claims(self, client: Any) -> dict[str, Any]:
        return {"iss": issuer(), "aud": [CLIENT], "exp": int(time.time()) + 300}

    def get_compatible_claims(self, request: Any) -> dict[str, Any]:
        claims = super().get_compatible_claims(request)
        return {name: value for name, value in claims.items() if name != "auth_time"}  # the code says it, or nobody

    def get_encode_header(self, client: Any) -> dict[str, Any]:
        return {"alg": "RS256", "kid": state.keys[-1].kid}

    def resolve_client_private_key(self, client: Any) -> Any:
        return jwk.import_key(state.keys[-1].private_pem(), "RSA")

    def generate_user_info(self, user: Person, scope: str) -> UserInfo:
        return UserInfo(sub=user.sub, **state.knobs.get("more", {}))


def issuer() -> str:
    """Return who speaks: one process is two providers, with the same keys, as tenants of one service are."""
    tenant = OTHER if request.path.startswith(OTHER) else ""
    return f"http://127.0.0.1:{app.config['PORT']}{tenant}"


server = AuthorizationServer(app, query_client=lambda name: Client() if name == CLIENT else None,
                             save_token=lambda token, request: None)  # fmt: skip
server.register_grant(CodeGrant, [CodeChallenge(required=True), IdToken(require_nonce=True)])


@app.get("/.well-known/openid-configuration")
@app.get(f"{OTHER}/.well-known/openid-configuration")
def document() -> Any:
    state.seen.append("document")
    base = issuer()
    said = {
        "issuer": base,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/jwks",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": [state.knobs.get("auth", "client_secret_basic")],
        "authorization_response_iss_parameter_supported": True,
    }
    return jsonify({**said, **state.knobs.get("document", {})})


@app.get("/jwks")
@app.get(f"{OTHER}/jwks")
def jwks() -> Any:
    return jsonify({"keys": [each.public() for each in state.keys]})


@app.get("/authorize")
@app.get(f"{OTHER}/authorize")
def authorize() -> Any:
    """Sign in whoever the knobs say, without asking."""
    state.seen.append(f"authorize {request.query_string.decode()}")
    grant = server.get_consent_grant(end_user=Person(state.knobs.get("sub", "7")))
    answer = server.create_authorization_response(grant_user=Person(state.knobs.get("sub", "7")), grant=grant)
    answer.headers["location"] += f"&iss={state.knobs.get('answer_iss', issuer())}"
    return answer


@app.post("/token")
@app.post(f"{OTHER}/token")
def token() -> Any:
    state.seen.append(f"{request.path} {request.form.get('code', '')}")
    answer = server.create_token_response()
    if answer.status_code == 200 and "lie" in state.knobs:
        body = json.loads(answer.get_data())
        body["id_token"] = lied(body["id_token"], state.knobs["lie"])
        answer.set_data(json.dumps(body))
    return answer


@app.route("/elsewhere", methods=["GET"])
def elsewhere() -> Any:
    """What a header of a token may point at: nobody should come here."""
    state.seen.append("elsewhere")
    return jsonify({"keys": [stranger.public()]})


@app.post("/knobs")
def knobs() -> Any:
    said = request.get_json()
    if said.pop("rotate", False):
        state.keys = [Key(f"key-{len(state.seen)}")]
    if said.pop("reset", False):
        state.knobs, state.seen, state.keys = {}, [], [FIRST]
    state.knobs.update(said)
    return jsonify(state.seen)


stranger = Key("first")


def lied(honest: str, lie: dict[str, Any]) -> str:
    """Return the token with other claims, put together and signed as *lie* says."""
    header, payload, _ = (base64.urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in honest.split("."))
    claims = {**json.loads(payload), **lie.get("claims", {})}
    claims = {name: value for name, value in claims.items() if name not in lie.get("drop", [])}
    for name, seconds in lie.get("at", {}).items():
        claims[name] = int(time.time()) + seconds
    head = {**json.loads(header), **lie.get("header", {})}
    head.setdefault("kid", state.keys[-1].kid)
    content = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}"
    return f"{content}.{b64(signature(content.encode(), lie.get('by', 'own')))}"


def signature(content: bytes, by: str) -> bytes:
    if by == "nobody":
        return b""
    if by == "public key as secret":
        return hmac.digest(state.keys[-1].pem(), content, hashlib.sha256)
    return (stranger if by == "stranger" else state.keys[-1]).sign(content)


def main() -> None:
    """Serve until ended; the port is written where whoever started us looks."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # this machine's loopback alone
    served = make_server("127.0.0.1", 0, app, threaded=True)
    app.config["PORT"] = served.server_port
    told = Path(sys.argv[1])
    told.with_suffix(".new").write_text(str(served.server_port))
    told.with_suffix(".new").replace(told)
    served.serve_forever()


if __name__ == "__main__":
    main()
