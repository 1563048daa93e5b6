"""Conversations as they are stored: one for each contact and number; and what is being written in them."""

from django.db import models

from desvelo.base.ids import new_public_id, new_uuid


class Conversation(models.Model):
    """Who answers a contact, and what waits for an answer."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey("vault.Contact", on_delete=models.CASCADE)
    number = models.ForeignKey("channel.Number", on_delete=models.PROTECT)
    team = models.ForeignKey("access.Team", on_delete=models.PROTECT)
    assignee = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+")
    unread_count = models.IntegerField(default=0)
    last_message_id = models.UUIDField()
    last_arrival = models.BigIntegerField()
    last_inbound_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "number"], name="conversation_once")]
        indexes = [
            models.Index(fields=["team", "-last_arrival"], name="conversation_team"),
            models.Index(fields=["assignee", "-last_arrival"], name="conversation_assignee"),
        ]

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
