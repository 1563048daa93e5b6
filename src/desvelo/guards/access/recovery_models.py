"""What the door keeps of people beside their factors: recovery, browsers they used before, what they are told."""

from django.db import models

from desvelo.base.ids import new_public_id, new_uuid


class RecoveryCode(models.Model):
    """One unused recovery code of a person; it is deleted by whoever uses it.

    *slot* is its first letter, different for each of a person's, so that one hash is compared and not ten; *code_hash*
    is argon2id over the whole of it.  It is a way in, so the person's grant vouches for it.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="recovery_codes")
    slot = models.CharField(max_length=1)
    code_hash = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "slot"], name="recovery_code_slot")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.slot}"


class RecoveryLink(models.Model):
    """What two people gave somebody who lost every factor: only the hash of its code, for one use.

    *approval* is the request another agreed to; *mac* vouches that it was made here, for this person.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    approval = models.OneToOneField("access.Approval", on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.user_id)


class TerminalCode(models.Model):
    """What whoever runs the machine gave somebody of IT who has no code left: only its hash, for one use.

    *mac* vouches that it was made here, for this person.
    """

    user = models.OneToOneField("access.User", on_delete=models.CASCADE, primary_key=True, related_name="+")
    digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.user_id)


class KnownDevice(models.Model):
    """A browser in which somebody signed in before; its failures are counted by themselves, and it proves nothing.

    Only the SHA-256 of the token in its cookie.  Several people may use one browser: a row for each.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="known_devices")
    token_hash = models.BinaryField(max_length=32)
    device = models.CharField(max_length=40, default="")
    created_at = models.DateTimeField()
    used_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token_hash"], name="known_device_once")]

    def __str__(self) -> str:
        return str(self.public_id)


class DoorNotice(models.Model):
    """Something that happened at the door and has to be seen: by the person it is about, or by those who keep watch.

    The same again, while nobody saw it, is the same row: *count* grows.
    """

    class Kind(models.TextChoices):
        """What happened."""

        GUESSED = "guessed"
        PASSWORD = "password"  # noqa: S105  the name of a kind
        RECOVERED = "recovered"
        RESET = "reset"
        SUPERVISED = "supervised"  # as TERMINAL, for supervisors
        TERMINAL = "terminal"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.ForeignKey("access.User", on_delete=models.CASCADE, null=True, related_name="+")
    to_person = models.BooleanField()
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "to_person"],
                condition=models.Q(seen_at=None),
                nulls_distinct=False,
                name="door_notice_open_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
