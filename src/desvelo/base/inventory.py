"""Every key and every algorithm there is, as a table: docs/keys.md is made from it, and a test finds what is missing.

The test reads the whole tree: which names of cryptographic libraries it imports, which modules open which key, which
files a new keyring makes.  Something new, or something gone, fails until it stands here.

Source: security-design D4.9, D4.10; OWASP ASVS 5.0.0, 11.1.1 to 11.1.4; NIST SP 800-57 part 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key: *lies* says where and under what, *opened_in* which modules use it, *never* what it is not for.

    *owner* is who answers for it, *period* how long it is used and what happens then.
    """

    name: str
    kind: str
    owner: str
    purpose: str
    lies: str
    period: str
    never: str
    opened_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Algorithm:
    """One algorithm: what for, why it is enough, and the names of libraries by which the code reaches it."""

    name: str
    purpose: str
    standing: str
    names: tuple[str, ...]


_IT = "whoever runs the installation"
_RUNNING = "the running installation"
_AES = "AES-256-GCM through Cobblestone-256"
_HAZMAT = "cryptography.hazmat.primitives"

KEYS = (
    Key(
        name="root",
        kind="256 bit, or what the provider keeps",
        owner=_IT,
        purpose="wraps the keys of epochs and the service keys",
        lies="`keys/root.key` (0400), an age identity, Vault or KMS",
        period="as long as the installation; there is no way yet to replace it",
        never="content, keys of contacts, intake pairs",
        opened_in=("desvelo.base.keyring",),
    ),
    Key(
        name="epoch",
        kind=_AES,
        owner=_RUNNING,
        purpose="wraps the key of every contact",
        lies="`keys/epoch/NNNNNN.key`, wrapped by the root; outside the database",
        period="7 days, at most two alive; then overwritten and removed, on record with the hash of its file",
        never="content; anything in an older backup",
        opened_in=("desvelo.base.keeper.inside", "desvelo.base.keyring", "desvelo.config.backup.choosing"),
    ),
    Key(
        name="contact",
        kind=_AES,
        owner=_RUNNING,
        purpose="seals everything of one contact: messages, names, files, data",
        lies="`vault.contact_key`, wrapped by an epoch",
        period="until the contact is erased, never by a timer; a new version after suspected exposure is not built yet",
        never="another contact; outside the place each record names",
    ),
    Key(
        name="record",
        kind="HKDF-SHA-512 of a contact's, service or batch key",
        owner=_RUNNING,
        purpose="encrypts one record, once",
        lies="nowhere: derived from a random salt and the record's place",
        period="one use",
        never="a second record",
    ),
    Key(
        name="intake",
        kind="X25519 pair",
        owner=_RUNNING,
        purpose="closes what arrives, so that the process facing the Internet cannot open it",
        lies="`keys/intake/ID.key`, wrapped by the service key `intake`; public half beside it",
        period="24 hours, and until nothing waits under it; then overwritten and removed, on record",
        never="anything but webhooks that wait; the private half in edge or web",
        opened_in=("desvelo.config.worker", "desvelo.service.channel.intake", "desvelo.service.channel.putting_back"),
    ),
    Key(
        name="batch",
        kind=_AES,
        owner=_RUNNING,
        purpose="seals the bodies of one group commit",
        lies="`intake.batch`, sealed to an intake pair by HPKE",
        period="one batch",
        never="another batch",
    ),
    Key(
        name="service/audit-signing",
        kind="Ed25519",
        owner=_RUNNING,
        purpose="signs the checkpoints of the ledger",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation: outsiders hold its public half",
        never="anything but checkpoints",
        opened_in=("desvelo.guards.audit.signing",),
    ),
    Key(
        name="service/backup",
        kind=_AES,
        owner=_RUNNING,
        purpose="seals the files of a backup, and the MAC of its manifest",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation: an older backup is opened by the same key",
        never="the keys of customers, which lie in a part of their own, wrapped by their epoch",
        opened_in=("desvelo.config.backup.command", "desvelo.config.backup.making", "desvelo.config.backup.reopening"),
    ),
    Key(
        name="service/channel-token",
        kind=_AES,
        owner=_RUNNING,
        purpose="seals the access tokens of the company's WhatsApp numbers",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation; the tokens under it are replaced at Meta",
        never="data of customers",
        opened_in=("desvelo.service.channel.actions",),
    ),
    Key(
        name="service/django",
        kind="HMAC-SHA-256",
        owner=_RUNNING,
        purpose="what Django signs, should anything ask it to; nothing of ours does",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation; nothing of ours hangs on it",
        never="sessions, links, data",
        opened_in=("desvelo.config.settings",),
    ),
    Key(
        name="service/grant",
        kind="HMAC-SHA-256",
        owner=_RUNNING,
        purpose="vouches for role, teams and factors of the people who work here, their sessions, open invitations, "
        "recovery links with their words, codes of the terminal and identity providers, what two people decide, how "
        "open each class of data is to each team and who is named as data protection officer",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation: without it nobody enters",
        never="sessions, links, data of customers",
        opened_in=("desvelo.guards.access.vouching",),
    ),
    Key(
        name="service/index",
        kind="HMAC-SHA-256",
        owner=_RUNNING,
        purpose="finds a contact by phone, e-mail, CPF, CNPJ, order number or user id, a message by WhatsApp's id; "
        "marks a canary",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation: replacing it means indexing anew",
        never="names, cities, words of messages",
        opened_in=("desvelo.guards.vault.canaries", "desvelo.guards.vault.people", "desvelo.service.channel.wamids"),
    ),
    Key(
        name="service/intake",
        kind=_AES,
        owner=_RUNNING,
        purpose="wraps the private halves of intake pairs",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation",
        never="webhooks themselves",
        opened_in=("desvelo.base.keyring",),
    ),
    Key(
        name="service/quarantine",
        kind=_AES,
        owner=_RUNNING,
        purpose="seals what was set aside on arrival, and notices of Meta's",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation; what is nobody's under it goes after `DESVELO_ASIDE_DAYS`",
        never="conversations",
        opened_in=("desvelo.service.channel.notices", "desvelo.service.channel.setting_aside"),
    ),
    Key(
        name="service/totp",
        kind=_AES,
        owner=_RUNNING,
        purpose="seals the secrets of people's one-time-code apps, and those by which identity providers know us",
        lies="`keys/service`, wrapped by the root",
        period="as long as the installation; each secret under it until its person replaces it",
        never="data of customers",
        opened_in=("desvelo.guards.access.federation.providers", "desvelo.guards.access.totp"),
    ),
)

ALGORITHMS = (
    Algorithm(
        name="Cobblestone-256 (AES-256-GCM, HKDF-Expand-SHA-512)",
        purpose="seals records and files, wraps keys",
        standing="FIPS 197, SP 800-38D, RFC 5869; keys are used once; no known quantum shortcut below 128 bit",
        names=(
            "cryptography.cobblestone.Cobblestone256Decryptor",
            f"{_HAZMAT}.ciphers.aead.AESGCM",
            f"{_HAZMAT}.hashes.SHA512",
            f"{_HAZMAT}.kdf.hkdf.HKDFExpand",
        ),
    ),
    Algorithm(
        name="HPKE (X25519, HKDF-SHA-256, AES-256-GCM)",
        purpose="closes what arrives with a public key that lives a day",
        standing="RFC 9180; X25519 would fall to a large quantum computer, see the plan",
        names=(
            f"{_HAZMAT}.asymmetric.x25519.X25519PrivateKey",
            f"{_HAZMAT}.asymmetric.x25519.X25519PublicKey",
            f"{_HAZMAT}.hpke.AEAD",
            f"{_HAZMAT}.hpke.AEAD.AES_256_GCM",
            f"{_HAZMAT}.hpke.KDF",
            f"{_HAZMAT}.hpke.KDF.HKDF_SHA256",
            f"{_HAZMAT}.hpke.KEM",
            f"{_HAZMAT}.hpke.KEM.X25519",
            f"{_HAZMAT}.hpke.Suite",
        ),
    ),
    Algorithm(
        name="Ed25519",
        purpose="signs checkpoints of the ledger",
        standing="FIPS 186-5, RFC 8032; would fall to a large quantum computer, see the plan",
        names=(
            f"{_HAZMAT}.asymmetric.ed25519.Ed25519PrivateKey",
            f"{_HAZMAT}.asymmetric.ed25519.Ed25519PublicKey",
        ),
    ),
    Algorithm(
        name="HMAC-SHA-256",
        purpose="keyed indexes, fingerprints of keys, signatures of webhooks and of requests to a store of files",
        standing="FIPS 198-1",
        names=("hmac.compare_digest", "hmac.digest", "hmac.digest(sha256)", "hmac.new"),
    ),
    Algorithm(
        name="SHA-256",
        purpose="leaves and nodes of the ledger, hashes of tokens and files",
        standing="FIPS 180-4",
        names=("hashlib.sha256",),
    ),
    Algorithm(
        name="argon2id (19 MiB, t=2, p=1)",
        purpose="hashes passwords",
        standing="RFC 9106; parameters of OWASP",
        names=("argon2.PasswordHasher", "argon2.Type", "argon2.Type.ID", "argon2.low_level.hash_secret_raw"),
    ),
    Algorithm(
        name="HOTP/TOTP (HMAC-SHA-1)",
        purpose="one-time codes of six digits",
        standing="RFC 4226, RFC 6238; SHA-1 only here, where collisions do not matter and apps know nothing else",
        names=(f"{_HAZMAT}.hashes.SHA1", f"{_HAZMAT}.twofactor.hotp.HOTP"),
    ),
    Algorithm(
        name="WebAuthn (ES256, EdDSA, RS256 of passkeys)",
        purpose="checks what a passkey signs",
        standing="W3C WebAuthn level 3, through fido2",
        names=("fido2",),
    ),
    Algorithm(
        name="JOSE signatures (ES256, Ed25519, PS256, RS256 of identity providers)",
        purpose="checks what an identity provider says of a person",
        standing="RFC 7515 and 7518, through joserfc; an option, and never none or a shared secret",
        names=("joserfc",),
    ),
    Algorithm(
        name="XML signatures (RSA and ECDSA with SHA-2 of identity providers that speak SAML)",
        purpose="checks what an identity provider says of a person",
        standing="W3C XML Signature 1.1, through signxml; an option, and never SHA-1 or a shared secret",
        names=(
            "cryptography.hazmat.primitives.asymmetric.ec",
            "cryptography.hazmat.primitives.asymmetric.ec.SECP256R1",
            "cryptography.hazmat.primitives.asymmetric.ec.SECP384R1",
            "cryptography.hazmat.primitives.asymmetric.ec.SECP521R1",
            "cryptography.hazmat.primitives.asymmetric.rsa",
            "cryptography.hazmat.primitives.serialization.Encoding",
            "cryptography.hazmat.primitives.serialization.Encoding.DER",
            "cryptography.x509",
            "signxml",
        ),
    ),
    Algorithm(
        name="age (X25519, ChaCha20-Poly1305)",
        purpose="wraps keys where the root is an age identity",
        standing="C2SP age; an option, see the plan",
        names=("pyrage.decrypt", "pyrage.encrypt", "pyrage.x25519"),
    ),
    Algorithm(
        name="AWS KMS (AES-256-GCM inside KMS)",
        purpose="wraps keys where the root is in KMS",
        standing="Amazon's; an option",
        names=("boto3.session",),
    ),
    Algorithm(
        name="TLS 1.2 and 1.3",
        purpose="whom we call: Meta, a store of files, Vault, anchors of the log, a SIEM",
        standing="by OpenSSL, certificates of the system's authorities; TLS of the desk itself is the proxy's",
        names=("ssl.SSLContext", "ssl.TLSVersion", "ssl.create_default_context"),
    ),
    Algorithm(
        name="RFC 3161 tokens (the authority's own signature over SHA-256)",
        purpose="checks what a time-stamp authority said of a checkpoint",
        standing="RFC 3161, through rfc3161-client; an option",
        names=("cryptography.x509.Certificate", "cryptography.x509.load_pem_x509_certificates"),
    ),
    Algorithm(
        name="The system's randomness",
        purpose="keys, salts, tokens, codes",
        standing="getrandom(2); checked at each start to differ",
        names=(
            "os.urandom",
            "secrets.choice",
            "secrets.token_bytes",
            "secrets.token_hex",
            "secrets.token_urlsafe",
        ),
    ),
)
