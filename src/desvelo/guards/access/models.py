"""People, teams and sessions as they are stored."""

from django.db import models

from desvelo.base.ids import new_public_id, new_uuid
from desvelo.guards.access import officer_models, recovery_models  # noqa: F401  Django finds models from here
from desvelo.guards.access.held import Held
from desvelo.kernel.authority import Role


class Team(models.Model):
    """A group of people who share conversations; nobody outside sees them.

    Into a restricted one nobody comes, and nothing is moved, without a second person.  *mac* vouches for its kind as of
    *version*; one of version 0 was never anything but open.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    icon = models.CharField(max_length=40, default="users-round")
    is_restricted = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    mac = models.BinaryField(max_length=32, default=b"")

    def __str__(self) -> str:
        return self.name


class Theme(models.TextChoices):
    """Light, dark, or whatever the device says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class RoleClone(models.Model):
    """A role of the company's own: a preset, and in *written*, as JSON, what is taken out of it and given beside it.

    *mac* vouches for it as of *version*.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60, unique=True)
    preset = models.CharField(max_length=20)
    written = models.TextField()
    version = models.PositiveIntegerField(default=0)
    mac = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.public_id)


class User(models.Model):
    """A person who works here.

    The one-time-code secret is sealed; the last step used is kept, so no code works twice.  *totp_next_sealed* is of an
    app that is to take its place, until its first code.  *passkey_only* closes every way in but a passkey.
    *must_recover*: a recovery code was used and no factor enrolled since.  *codes_kept_at* is when the person said that
    they keep their recovery codes.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    email = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    clone = models.ForeignKey(RoleClone, on_delete=models.PROTECT, null=True, related_name="holders")
    password_hash = models.CharField(max_length=200)
    totp_sealed = models.BinaryField(null=True)
    totp_last_step = models.BigIntegerField(default=0)
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_next_sealed = models.BinaryField(null=True)
    passkey_only = models.BooleanField(default=False)
    must_recover = models.BooleanField(default=False)
    codes_kept_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="pt-br")
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    needs_time = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    teams = models.ManyToManyField(Team, related_name="members")

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=models.Q(role__in=[role.value for role in Role]))
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class GuestPass(models.Model):
    """Somebody was let into a restricted team for a while, by its supervisors or in an emergency; *mac* vouches for it.

    *ends_at* is a whole second.
    """

    class Way(models.TextChoices):
        """Who let them in: a supervisor of the team, or they themselves, for an emergency."""

        ASKED = "asked"
        GLASS = "glass"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passes")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="passes")
    way = models.CharField(max_length=8, choices=Way.choices)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="guest_pass_once")]
        indexes = [models.Index(fields=["ends_at"], name="guest_pass_ends")]

    def __str__(self) -> str:
        return str(self.public_id)


class Grant(models.Model):
    """That somebody was given the role, teams and factors the other tables say they have: a MAC over all of them.

    *entry* is the one of the log that says so; *refused_at* is when something else was found.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="grant")
    version = models.PositiveIntegerField()
    entry = models.UUIDField()
    mac = models.BinaryField(max_length=32)
    refused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}:{self.version}"


class Session(models.Model):
    """One signed-in browser.  Only the SHA-256 of its token is stored.

    It locks by itself at *locks_at*, which every act of the person moves on; *locked_at* puts a lock on record.
    *proved_at* is when the person last showed a factor; *mac* vouches that it was begun here.
    """

    class Stage(models.TextChoices):
        """How far the person got: the password alone opens nothing."""

        PASSWORD = "password"  # noqa: S105  the name of a stage
        RECOVERY = "recovery"
        FULL = "full"

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    created_at = models.DateTimeField()
    active_at = models.DateTimeField()
    locks_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=40, default="")
    mac = models.BinaryField(max_length=32, default=b"")
    held: Held | None = None

    def __str__(self) -> str:
        return bytes(self.token_hash).hex()[:8]


class Passkey(models.Model):
    """The public half of a key pair whose private half never leaves a person's device."""

    LONGEST_ID = 1023

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(max_length=LONGEST_ID, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField()
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.public_id)


class Challenge(models.Model):
    """Random bytes a passkey was asked to sign: for one purpose, one browser, a few minutes, once.  Only their hash."""

    class Purpose(models.TextChoices):
        """What the signature will be good for."""

        ENROL = "enrol"
        PROVE = "prove"
        SETUP = "setup"
        SIGN_IN = "sign_in"
        UNLOCK = "unlock"

    digest = models.BinaryField(primary_key=True, max_length=32)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    bound_to = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="challenge_expires")]

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:8]


class Failure(models.Model):
    """One failed try at a password or a code, kept for as long as it counts against the next try: until *until*."""

    id = models.BigAutoField(primary_key=True)
    key = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "at"], name="failure_key_at"),
            models.Index(fields=["until"], name="failure_until"),
        ]

    def __str__(self) -> str:
        return bytes(self.key).hex()[:8]


class Invitation(models.Model):
    """A place for somebody who does not work here yet.  Only the hash of its code is stored; it serves once.

    *mac* vouches that it was made here, for this role.  One that *needs_word* opens nothing before a second person
    *agreed_by* agreed to it.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    email = models.CharField(max_length=254, unique=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    teams = models.ManyToManyField(Team, related_name="+")
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    needs_word = models.BooleanField(default=False)
    agreed_by = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    mac = models.BinaryField(max_length=32, default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_role_known", condition=models.Q(role__in=[role.value for role in Role])
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Review(models.Model):
    """One access review: everybody who works here, each looked at; *digest* is of all that was decided."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    finished_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=models.Q(finished_at=None), name="review_open_once")
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ReviewLine(models.Model):
    """What was found of one person when a review began, and what was decided."""

    class Decision(models.TextChoices):
        """Goes on as it is, or leaves."""

        KEEP = "keep"
        SUSPEND = "suspend"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="lines")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    teams = models.JSONField()
    last_access = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="review_line_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.user_id}"


class Approval(models.Model):
    """Something that two people decide: what one asked for, and what the other said.

    *what* says by ids and codes what exactly will be done, *team* whose second person may say so, where it is about one
    team's content.  *mac* vouches that it was asked here, by whom and for what; the decision is in the log as well.
    *question* and *answer* are what the other wanted to know first; *seen_at* is when whoever asked saw the outcome.
    """

    class State(models.TextChoices):
        """How far it is; one whose time is over stays as it is and cannot be decided any more."""

        ASKED = "asked"
        AGREED = "agreed"
        REFUSED = "refused"
        TAKEN_BACK = "taken_back"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    what = models.JSONField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_session = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=20, default="")
    used_at = models.DateTimeField(null=True)
    question = models.CharField(max_length=20, default="")
    questioned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=20, default="")
    seen_at = models.DateTimeField(null=True)
    mac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "asked_by"], condition=models.Q(state="asked"), name="approval_asked_once"
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="approval_open", condition=models.Q(state="asked"))]

    def __str__(self) -> str:
        return str(self.public_id)


class IdentityProvider(models.Model):
    """A party outside that says who somebody is: its issuer, and how we are registered there.

    Issuer, client and *accepted_acr* never change once it is there; *mac* vouches that they were given here.
    *accepted_acr* are the classes, with spaces between, that count as a second factor.  *refused_at* is when something
    else was found.  One that speaks SAML has no secret; people are sent to *sign_on*, and *certificates* (base64 of
    DER, one a line) are those it signs with.
    """

    class Protocol(models.TextChoices):
        """What it speaks."""

        OIDC = "oidc"
        SAML = "saml"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60, unique=True)
    protocol = models.CharField(max_length=4, choices=Protocol.choices, default=Protocol.OIDC)
    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=255)
    sign_on = models.CharField(max_length=1000, default="")
    certificates = models.TextField(default="")
    secret_sealed = models.BinaryField()
    accepted_acr = models.CharField(max_length=500, default="")
    is_on = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)
    refused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.public_id)


class FederatedIdentity(models.Model):
    """Who a person is at a provider: issuer and *subject* together, and nothing else (OpenID Connect Core 5.7).

    It is a way in, so the person's grant vouches for it.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    provider = models.ForeignKey(IdentityProvider, on_delete=models.PROTECT, related_name="identities")
    subject = models.CharField(max_length=255)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_of_one_person"),
            models.UniqueConstraint(fields=["provider", "user"], name="identity_one_each"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
