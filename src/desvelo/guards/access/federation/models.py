"""Who is on the way to an identity provider and back: as it is stored, for minutes.

Source: RFC 9700 section 4.7; SAML 2.0 Profiles 4.1.4.5 (an assertion is shown once).
"""

from django.db import models

from desvelo.guards.access.models import IdentityProvider, Invitation


class Departure(models.Model):
    """Somebody was sent to a provider and is awaited: for one purpose, in one browser, a few minutes, once.

    Only hashes; nothing here lets anybody in.  *invitation* and *name* are of whoever takes a place by it.
    """

    class Purpose(models.TextChoices):
        """What the way back will be good for."""

        JOIN = "join"
        LINK = "link"
        PROVE = "prove"
        SIGN_IN = "sign_in"

    digest = models.BinaryField(primary_key=True, max_length=32)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    bound_to = models.BinaryField(max_length=32)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=80, default="")
    way_back = models.CharField(max_length=500, default="")
    left_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="departure_expires")]

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:8]


class SamlAnswer(models.Model):
    """What a provider that speaks SAML said of somebody on the way, judged, until their own browser fetches it.

    It came without a cookie, so whether it answers that browser is not known yet: *answers* is the request it names.
    *mac* vouches that it was judged here.
    """

    departure = models.OneToOneField(Departure, on_delete=models.CASCADE, primary_key=True, related_name="answer")
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="+")
    answers = models.CharField(max_length=100)
    subject = models.CharField(max_length=255)
    acr = models.CharField(max_length=500)
    shown_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return bytes(self.departure_id).hex()[:8]


class SpentAssertion(models.Model):
    """The name of an assertion that was shown, hashed with its provider, for as long as it could be shown again."""

    digest = models.BinaryField(primary_key=True, max_length=32)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="spent_assertion_expires")]

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:8]
