"""A desk that asks a provider which runs, and judges what it says."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desvelo.kernel.federation.asking import Try
from desvelo.kernel.federation.saml import asking, assertion
from desvelo.kernel.federation.saml.asking import Wish
from desvelo.kernel.federation.saml.parties import Expected, Metadata, Ours, Said
from far_saml import FarSaml, Posted

OURS = Ours(
    entity="http://localhost:8000/entrar/provedor/desk", answer_to="http://localhost:8000/entrar/provedor/desk/saml"
)
TRYING = Try(door="d" * 43, state="s" * 43)


@dataclass(frozen=True)
class Talk:
    """A desk that knows one provider."""

    far: FarSaml
    known: Metadata

    def asks(self, **knobs: Any) -> Posted:
        """Ask it, told to say *knobs*, who is there."""
        self.far.say(**knobs)
        address = asking.address(self.known.sign_on, TRYING, Wish(), ours=OURS, now=datetime.now(UTC))
        return self.far.follow(address)

    def believes(self, xml: str) -> Said:
        """Judge an answer as the desk does."""
        expected = Expected(entity=self.known.entity, ours=OURS, certificates=self.known.certificates)
        return assertion.verify(xml.encode(), expected=expected, now=datetime.now(UTC))
