# ruff: noqa: ARG002  the library says what these are given
"""A real SAML 2.0 identity provider in a process of its own: pysaml2's, signing with libxmlsec, on 127.0.0.1.

    python tests/support/saml_provider.py PORT_FILE HOST

``GET /metadata`` says who it is, ``GET /sso`` takes a request and answers with the page that posts back.  ``POST
/knobs`` says who signs in there, how, what is signed, which desk it knows, what is altered before it is signed
(``alter``, patterns with what stands there instead) and by whom (``by``: a ``stranger``).  Nothing of the product is
imported here.
"""

import json
import re
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.sigver import CryptoBackend

from saml_provider_facts import PASSWORD_CLASS, PERSON

DS = "{http://www.w3.org/2000/09/xmldsig#}"
SP = """<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}"><SPSSODescriptor
 protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService
 Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{acs}" index="0"
 isDefault="true"/></SPSSODescriptor></EntityDescriptor>"""
KINDS = {
    "sha256": ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256"),
    "sha1": ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1"),
}


class LibXmlSec(CryptoBackend):
    """What pysaml2 otherwise calls the program ``xmlsec1`` for, by the same library."""

    def __init__(self, provider: "Provider") -> None:
        super().__init__()
        self.provider = provider

    def version(self) -> str:
        return "1.3"

    def sign_statement(self, statement: Any, node_name: str, key_file: str, node_id: str) -> str:
        written = statement.decode() if isinstance(statement, bytes) else str(statement)
        root = etree.fromstring(self.provider.altered(written).encode())
        xmlsec.tree.add_ids(root, ["ID"])
        [element] = root.xpath("//*[@ID=$id]", id=node_id)
        ctx = xmlsec.SignatureContext()
        ctx.key = xmlsec.Key.from_file(self.provider.signs_with(key_file), xmlsec.constants.KeyDataFormatPem)
        ctx.sign(element.find(f"{DS}Signature"))
        return etree.tostring(root).decode()

    def validate_signature(self, *_: Any, **__: Any) -> bool:
        raise NotImplementedError  # no desk of ours signs its requests


def made_key(folder: Path, name: str) -> tuple[str, str]:
    """Make an RSA key with its certificate; return the paths of both."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=400))
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.key", folder / f"{name}.pem"
    none = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    paths[0].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, none))
    paths[1].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(paths[0]), str(paths[1])


class Provider:
    """Who it is, whom it knows, and what it is told to say."""

    def __init__(self, base: str) -> None:
        self.base, self.folder, self.desks, self.asked = base, Path(mkdtemp()), {}, []
        self.knobs: dict[str, Any] = {}
        self.rotate()

    def rotate(self) -> None:
        self.key = made_key(self.folder, f"key{len(list(self.folder.glob('*.pem')))}")
        self.build()

    def build(self) -> None:
        settings = {
            "entityid": f"{self.base}/metadata",
            "service": {
                "idp": {
                    "endpoints": {"single_sign_on_service": [(f"{self.base}/sso", BINDING_HTTP_REDIRECT)]},
                    "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                    "policy": {"default": {"lifetime": {"minutes": 5}}},
                },
            },
            "key_file": self.key[0],
            "cert_file": self.key[1],
            "xmlsec_binary": sys.executable,
            "metadata": {"inline": [SP.format(entity=entity, acs=acs) for entity, acs in self.desks.items()]},
        }
        self.config = IdPConfig().load(settings)
        self.server = Server(config=self.config)
        self.server.sec.crypto = LibXmlSec(self)

    def metadata(self) -> str:
        self.config.xmlsec_binary = None  # it would be asked what it can do
        return str(entity_descriptor(self.config))

    def altered(self, text: str) -> str:
        """Return *text* as the provider is told to lie, before it signs it."""
        for pattern, instead in self.knobs.get("alter", []):
            text, count = re.subn(pattern, instead, text)
            if not count:
                raise LookupError(pattern)
        return text

    def signs_with(self, key_file: str) -> str:
        return made_key(self.folder, "stranger")[0] if self.knobs.get("by") == "stranger" else key_file

    def tell(self, knobs: dict[str, Any]) -> list[dict[str, Any]]:
        if knobs.pop("rotate", False):
            self.rotate()
        if desk := knobs.pop("desk", None):
            self.desks |= {desk[0]: desk[1]}
            self.build()
        if knobs.pop("forget", False):
            self.knobs, self.asked = {}, []
        self.knobs |= knobs
        return self.asked

    def answer(self, query: dict[str, list[str]]) -> str:
        """Take a request as pysaml2 reads it, and return the page that posts the answer."""
        asked = self.server.parse_authn_request(query["SAMLRequest"][0], BINDING_HTTP_REDIRECT).message
        classes = [each.text for each in getattr(asked.requested_authn_context, "authn_context_class_ref", [])]
        self.asked.append(
            {"id": asked.id, "issuer": asked.issuer.text, "force": asked.force_authn, "classes": classes,
             "acs": asked.assertion_consumer_service_url, "relay": query["RelayState"][0]}
        )  # fmt: skip
        knobs = self.knobs
        method, digest = KINDS[knobs.get("kind", "sha256")]
        form = knobs.get("format", NAMEID_FORMAT_PERSISTENT)
        shown = datetime.now(UTC) - timedelta(seconds=knobs.get("shown_ago", 0))
        signed = knobs.get("signed", "assertion")
        answer = self.server.create_authn_response(
            {"mail": [knobs.get("mail", "marina@aurora.example")]},
            in_response_to=asked.id,
            destination=asked.assertion_consumer_service_url,
            sp_entity_id=asked.issuer.text,
            name_id=NameID(format=form, text=knobs.get("sub", PERSON)),
            authn={"class_ref": knobs.get("acr", PASSWORD_CLASS), "authn_instant": int(shown.timestamp())},
            sign_response=signed in {"response", "both"},
            sign_assertion=signed in {"assertion", "both"},
            sign_alg=method,
            digest_alg=digest,
        )
        page = self.server.apply_binding(
            BINDING_HTTP_POST, str(answer), asked.assertion_consumer_service_url, query["RelayState"][0], response=True
        )
        return str(page["data"])


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/metadata":
            self._say(self.provider.metadata(), "application/samlmetadata+xml")
        else:
            self._say(self.provider.answer(parse_qs(parts.query)), "text/html")

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self._say(json.dumps(self.provider.tell(told)), "application/json")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _say(self, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    web = HTTPServer(("127.0.0.1", 0), Handler)
    Handler.provider = Provider(f"http://{sys.argv[2]}:{web.server_port}")
    told = Path(sys.argv[1])
    told.with_suffix(".part").write_text(str(web.server_port))
    told.with_suffix(".part").rename(told)
    web.serve_forever()
