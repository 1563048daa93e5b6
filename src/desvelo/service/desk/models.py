"""Conversations as they are stored: one for each contact and number; and what is being written in them."""

from django.db import models

from desvelo.base.ids import new_public_id, new_uuid


class Conversation(models.Model):
    """Who answers a contact, and what waits for an answer.

    Every message changes a row here, and with it every index; each of those below serves a query and none another's.
    One that *is_parted* is read by its team only where a ``ReadSpan`` of that team says so; any other is read whole.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, default=new_public_id, editable=False)
    contact = models.ForeignKey("vault.Contact", on_delete=models.CASCADE, db_index=False)
    number = models.ForeignKey("channel.Number", on_delete=models.PROTECT, db_index=False)
    team = models.ForeignKey("access.Team", on_delete=models.PROTECT, db_index=False)
    assignee = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    unread_count = models.IntegerField(default=0)
    last_message_id = models.UUIDField()
    last_arrival = models.BigIntegerField()
    last_inbound_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    is_parted = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="conversation_once"),
            models.UniqueConstraint(fields=["public_id"], name="conversation_public_id_once"),
        ]
        indexes = [
            models.Index(fields=["team", "-last_arrival"], name="conversation_team"),
            models.Index(fields=["assignee", "-last_arrival"], name="conversation_assignee"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ReadSpan(models.Model):
    """A stretch of a parted conversation that a team reads: from the place *first*, to before *until* if it ended."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, db_index=False)
    team = models.ForeignKey("access.Team", on_delete=models.CASCADE, db_index=False, related_name="+")
    first = models.BigIntegerField()
    until = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "team", "first"], name="read_span_once")]

    def __str__(self) -> str:
        return str(self.id)


class Transfer(models.Model):
    """The last time a conversation was given away at once, and all that undoing it gives back.

    *was_read* is the reach of every team before, as ``reaching.written`` has it; None for a conversation read whole.
    *is_told* once the customer was told of it, or could not be.
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, primary_key=True)
    by = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    was_team = models.ForeignKey("access.Team", on_delete=models.CASCADE, related_name="+")
    was_assignee = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+")
    was_read = models.JSONField(null=True)
    to_team = models.ForeignKey("access.Team", on_delete=models.CASCADE, related_name="+")
    moved_at = models.DateTimeField()
    is_told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.conversation_id)


class Moved(models.Model):
    """The address of a conversation that became part of another, and where it goes on; it ends with that one."""

    public_id = models.CharField(primary_key=True, max_length=22)
    to = models.ForeignKey(Conversation, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return str(self.public_id)


class Draft(models.Model):
    """What somebody began to write and has not sent: sealed with the contact's key, read by nobody but its author."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    contact = models.ForeignKey("vault.Contact", on_delete=models.CASCADE)
    author = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "author"], name="draft_once")]

    def __str__(self) -> str:
        return str(self.id)


class Dispute(models.Model):
    """Somebody says that a datum was hidden by mistake; what its rule is, and how that was judged.  No content."""

    class Verdict(models.TextChoices):
        """What the review found."""

        OPEN = "open"
        RIGHT = "right"
        WRONG = "wrong"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    datum = models.OneToOneField("vault.Datum", on_delete=models.CASCADE)
    label = models.CharField(max_length=32)
    rule = models.CharField(max_length=64)
    certainty = models.SmallIntegerField()
    said_by = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.OPEN)
    judged_by = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-said_at"], name="dispute_open", condition=models.Q(verdict="open"))]

    def __str__(self) -> str:
        return f"{self.label} {self.rule}"


class Search(models.Model):
    """One reading through messages, so that it can be counted and stopped.  Never what was looked for."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "-began_at"], name="search_actor")]

    def __str__(self) -> str:
        return str(self.id)
