"""What people read when an identity provider did not let them in, or could not be connected."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desvelo.guards.access.errors import ProviderUnusable
from desvelo.guards.access.federation.providers import Checked

_DOCUMENT: Final = {
    "address": gettext_lazy("Its discovery document names an address that is not https. Ask whoever runs it."),
    "algorithm": gettext_lazy("It signs with none of ES256, Ed25519, PS256 and RS256. Choose one of them there."),
    "code": gettext_lazy("It does not offer the authorization code flow. Turn it on there."),
    "issuer": gettext_lazy("Its discovery document names another issuer. Copy the issuer from there, to the letter."),
    "no_document": gettext_lazy("There is no discovery document at this issuer. Check the address."),
    "pkce": gettext_lazy("It does not take PKCE with S256. Turn it on there."),
    "shape": gettext_lazy("What is at this address is no discovery document. Check the address."),
    "unreachable": gettext_lazy(
        "It could not be reached. Check the address; one inside the company's network has to be named in "
        "DESVELO_IDENTITY_ORIGIN."
    ),
}
_METADATA: Final = {
    "address": gettext_lazy("The address it names to sign in at is not https. Ask whoever runs it."),
    "address_typed": gettext_lazy("Write the address of its metadata: it begins with https."),
    "certificates": gettext_lazy(
        "Its metadata names no certificate it signs with, or more than five. Ask whoever runs it."
    ),
    "entity": gettext_lazy("Its metadata does not say who it is (entityID). Copy all of it."),
    "expired": gettext_lazy("This metadata is not good any more. Fetch it anew from the provider."),
    "extra": gettext_lazy("SAML needs two libraries. On the server, run: pip install 'desvelo[saml]'"),
    "key": gettext_lazy("Its key is not one that is believed here: RSA from 2048 bits, or P-256 to P-521."),
    "no_document": gettext_lazy("There is no metadata at this address. Check it, or paste the metadata."),
    "no_provider": gettext_lazy("This is not the metadata of an identity provider that speaks SAML 2.0."),
    "one": gettext_lazy("This has to be the metadata of one provider (EntityDescriptor), not of many."),
    "other": gettext_lazy("This is the metadata of another provider. Connect it as another one."),
    "redirect": gettext_lazy("It does not take requests by HTTP-Redirect. Turn that on there."),
    "shape": gettext_lazy("This is no metadata: XML without a document type, up to 96 KB. Copy all of it."),
    "signed_requests": gettext_lazy("It wants our requests signed, which is not built. Turn that off there."),
    "unreachable": gettext_lazy("That address does not answer. Check it, or paste the metadata."),
    "which": gettext_lazy("Give the address of its metadata, or paste it: one of the two."),
}
_ON_THE_WAY: Final = {
    "answer_again": gettext_lazy("That answer was used already. Begin again."),
    "answer_request": gettext_lazy("This did not begin in this window, or took longer than ten minutes. Begin again."),
    "answer_stale": gettext_lazy("The provider did not ask you anew. Confirm another way."),
    "extra": gettext_lazy("This way in is not installed. Enter another way, and tell whoever looks after security."),
    "name_format": gettext_lazy(
        "The provider names you by an e-mail, or anew each time. Whoever looks after security has to set a persistent "
        "NameID there."
    ),
    "no_answer": gettext_lazy("The provider's answer did not arrive. Begin again."),
    "code": gettext_lazy("The provider did not accept its own code any more. Begin again."),
    "declined": gettext_lazy("The provider did not confirm who you are. Begin again, or enter another way."),
    "no_second_factor": gettext_lazy(
        "The provider confirmed no second step, and you have none here. Enter with a passkey, or with two steps at the "
        "provider."
    ),
    "passkey_only": gettext_lazy("This account takes passkeys alone. Confirm with yours."),
    "one_factor": gettext_lazy("The provider confirmed no second step this time. Confirm another way."),
    "other": gettext_lazy("That is not the account you are connected with. Choose your own there, or another way."),
    "state": gettext_lazy("This did not begin in this window, or took longer than ten minutes. Begin again."),
    "taken": gettext_lazy("That account is connected already, to you or to somebody else. Choose another one there."),
    "unreachable": gettext_lazy("The provider does not answer right now. Try again, or enter another way."),
    "unknown": gettext_lazy(
        "Nobody here is connected with that account. Open your invitation, or enter another way and connect it in your "
        "account."
    ),
}
_CLIENT: Final = {
    "client": gettext_lazy("It does not know this client id with this secret. Give the secret again."),
    "no_token": gettext_lazy("Its answer at the token address is none of the standard's. Ask whoever runs it."),
    "unreachable": gettext_lazy("Its token address does not answer. Ask whoever runs it."),
}
_LIBRARY: Final = {"extra": _METADATA["extra"]}
_CERTIFICATE: Final = {
    "over": gettext_lazy("Its certificates are over: nobody enters by it. Take them anew from its metadata."),
}
_KEYS: Final = {
    "keys": gettext_lazy("What it publishes as its keys is no key set. Ask whoever runs it."),
    "no_keys": gettext_lazy("It does not give its keys. Ask whoever runs it."),
    "none": gettext_lazy("None of its keys is one that is believed here: RSA, P-256 or Ed25519, to sign."),
    "unreachable": gettext_lazy("The address of its keys does not answer. Ask whoever runs it."),
}


def on_the_way(reason: str) -> str:
    """Say why somebody was not let in, connected or confirmed, and what to do."""
    known = _ON_THE_WAY.get(reason)
    return str(known) if known else _("The provider's answer could not be verified. Tell whoever looks after security.")


def unusable(refused: ProviderUnusable) -> str:
    """Say why a provider was not connected or changed."""
    if refused.field == "issuer" and refused.reason in _DOCUMENT:
        return str(_DOCUMENT[refused.reason])
    if refused.field == "metadata":
        return str(_METADATA.get(refused.reason, _METADATA["shape"]))
    if refused.field == "token_name" and refused.reason == "typed":
        return _("Write what uses the token, in up to 60 characters.")
    return {
        "acr": _("Write up to five classes (acr), with a space between."),
        "client_id": _("Copy the client id from the provider, without spaces."),
        "issuer": _("Write the issuer as the provider does: an https address, without ? and #."),
        "remove": _("People are connected with it. Switch it off, and remove it when nobody is."),
        "group_role": _("Choose whether this group attends or supervises."),
        "token_days": _("Choose for how long the token is good."),
        "secret": _("Copy the secret from the provider: 8 characters or more, without spaces."),
    }.get(refused.field) or _named(refused.reason)


def checked(found: Checked) -> tuple[str, str]:
    """Name what was checked, and say what is wrong with it; nothing if it is well."""
    titles = {
        "certificate": _("A certificate of its is good"),
        "client": _("It knows us"),
        "document": _("It says who it is"),
        "keys": _("It gives the keys it signs with"),
        "library": _("XML can be read here"),
    }
    troubles = {
        "certificate": _CERTIFICATE,
        "client": _CLIENT,
        "document": _DOCUMENT,
        "keys": _KEYS,
        "library": _LIBRARY,
    }[found.what]
    trouble = str(troubles.get(found.reason, "")) if found.reason else ""
    return titles[found.what], trouble or (on_the_way("") if found.reason else "")


def _named(reason: str) -> str:
    return {
        "known": _("There is a provider of this name already. Choose another name."),
        "tokens": _("Five tokens are the most of one provider. Revoke one first."),
        "most": _("Ten providers are the most. Remove one first."),
    }.get(reason) or _("Write a name of up to 60 characters, as people will read it on the button.")
