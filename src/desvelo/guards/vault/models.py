"""What is stored about contacts in the content schema: nothing that opens or lists anything."""

from django.db import models
from django.db.models import Q

from desvelo.base.ids import new_public_id, new_uuid
from desvelo.guards.vault.erasures import State


class Contact(models.Model):
    """A person who writes to the company.  Name and end of the phone number are in *profile*, sealed.

    One that turned out to be the same person as another is *merged_into* it, and holds nothing but its key.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    profile = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["merged_into"], name="contact_merged_into", condition=Q(merged_into__isnull=False))
        ]

    def __str__(self) -> str:
        return str(self.id)


class Datum(models.Model):
    """One sensitive thing found in a message.  A discarded one has no value, because none was ever stored.

    *rule* says by codes what found it; those from before it was kept have none.  One of a special category has the
    common class and no rule here: which one it is, and the rule, are in *named*, sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, default=new_public_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_index=False)
    message_id = models.UUIDField(db_index=True)
    label = models.CharField(max_length=32)
    certainty = models.SmallIntegerField()
    rule = models.CharField(max_length=64, default="")
    sealed = models.BinaryField(null=True)
    named = models.BinaryField(null=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["public_id"], name="datum_public_id_once")]
        indexes = [models.Index(fields=["contact", "found_at"], name="datum_contact_found")]

    def __str__(self) -> str:
        return str(self.public_id)


class Ruleset(models.Model):
    """One version of the matrix of classes and teams: ``[[team, class, level], …]``, only what somebody set.

    The newest counts, if *mac* vouches for it and the log knows none that is newer; *entry* is the one about it.
    """

    version = models.PositiveIntegerField(primary_key=True)
    cells = models.JSONField()
    entry = models.UUIDField()
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.version)


class Comparison(models.Model):
    """One try at comparing a class of a contact's data, kept for as long as it counts against another.

    One at finding out whose an identifier is, is about no contact.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True)
    label = models.CharField(max_length=32)
    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["contact", "label", "at"], name="comparison_contact"),
            models.Index(fields=["actor", "at"], name="comparison_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.label}"


class Taken(models.Model):
    """One look at a protected value, kept for as long as it counts; *is_counted* unless it was free.  Not at what."""

    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    team = models.ForeignKey("access.Team", on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    is_counted = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["actor", "at"], name="taken_actor"),
            models.Index(fields=["team", "at"], name="taken_team"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.at:%H:%M:%S}"


class Stopped(models.Model):
    """Somebody was stopped because they looked too much; *why* is a code of ``kernel.looks``."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("access.Team", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=10)
    at = models.DateTimeField()
    seen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="stopped_unseen", condition=Q(seen_at=None))]

    def __str__(self) -> str:
        return str(self.public_id)


class Glass(models.Model):
    """One time somebody saw in an emergency what waits for a second person; *explained_in* is the entry with why.

    Where a restricted team was entered, *contact* is the customer whose conversation was looked at, if any was.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True)
    team = models.ForeignKey("access.Team", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=32)
    at = models.DateTimeField()
    explained_at = models.DateTimeField(null=True)
    explained_in = models.UUIDField(null=True)
    reviewed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="glass_unreviewed", condition=Q(reviewed_at=None))]

    def __str__(self) -> str:
        return str(self.public_id)


class ClassSession(models.Model):
    """Ten minutes in which a class of one customer is shown in one session without asking why again; *mac* vouches."""

    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    team = models.ForeignKey("access.Team", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=32)
    entry = models.UUIDField()
    ends_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "session", "contact", "team", "label"], name="class_session_once")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.entry}"


class Look(models.Model):
    """Leave to see one file, for one session and a short time; the entry about it has its index already."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    file_id = models.UUIDField()
    label = models.CharField(max_length=32, default="FILE_DOCUMENT")
    team = models.ForeignKey("access.Team", on_delete=models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.public_id)


class Ticket(models.Model):
    """Leave to see one value once, for one session and a few seconds; the entry about it has its index already."""

    digest = models.CharField(max_length=64, primary_key=True)
    datum = models.ForeignKey(Datum, on_delete=models.CASCADE)
    team = models.ForeignKey("access.Team", on_delete=models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.datum_id} {self.until:%H:%M:%S}"


class Renewal(models.Model):
    """A contact that gets a new key soon, because something sealed with the one it has must not open any more."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True)
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.contact_id)


class KeyCopy(models.Model):
    """Somebody showed that they hold a whole copy of the keys; *digest* says of which keys, and nothing about them."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    digest = models.BinaryField(max_length=32)
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.id)


class Erasure(models.Model):
    """Something of a contact that is to be erased, or was; it names ids only, so it may outlive what it names.

    *keys* are the keys that opened it: ``[[contact, version, epoch], …]``; the codes are those of ``erasures``.  *mac*
    vouches for what is erased, on whose word and how far that is; *seen_at*: whoever asked saw the answer.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    scope = models.CharField(max_length=12)
    basis = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=State.ASKED)
    contact_id = models.UUIDField(db_index=True)
    object_id = models.UUIDField(null=True)
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    asked_session = models.CharField(max_length=64, default="")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    entry_id = models.UUIDField(null=True)
    keys = models.JSONField(default=list)
    noted_at = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    mac = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "contact_id", "object_id"],
                condition=Q(state__in=("asked", "approved")),
                nulls_distinct=False,
                name="erasure_waits_once",
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="erasure_due", condition=Q(state="approved"))]

    def __str__(self) -> str:
        return str(self.public_id)


class Hold(models.Model):
    """Why nothing of a contact may be erased for now, by a code; a lifted one outlives what it was about."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    contact_id = models.UUIDField()
    reason = models.CharField(max_length=40)
    placed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact_id"], condition=Q(lifted_at=None), name="hold_once_at_a_time")
        ]

    def __str__(self) -> str:
        return self.reason


class Backup(models.Model):
    """A backup that was written somewhere: what it holds, until when it may be kept, and when it was removed."""

    class Kind(models.TextChoices):
        """What it holds; only the vault's holds keys of contacts."""

        CONTENT = "content"
        VAULT = "vault"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    folder = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"


class Canary(models.Model):
    """A contact of nobody, of one team; *mark* is a keyed digest of its id, so this row does not say which it is."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    mark = models.CharField(max_length=64, unique=True)
    team = models.ForeignKey("access.Team", on_delete=models.PROTECT, related_name="+")
    planted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.public_id)


class Alarm(models.Model):
    """A canary's key was opened: what an incident begins from.  It outlives the canary; *why* is a code of ``Why``."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    canary_id = models.UUIDField()
    team = models.ForeignKey("access.Team", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.IntegerField(default=1)
    entry_id = models.UUIDField()
    seen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["first_at"], name="alarm_unseen", condition=Q(seen_at=None))]

    def __str__(self) -> str:
        return str(self.public_id)
