"""What is stored about contacts in the content schema: nothing that opens or lists anything."""

from django.db import models
from django.db.models import Q

from desvelo.base.ids import new_public_id, new_uuid


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


class Comparison(models.Model):
    """One try at comparing a class of a contact's data, kept for as long as it counts against another."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
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


class Look(models.Model):
    """Leave to see one file, for one session and a short time; the entry about it has its index already."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    file_id = models.UUIDField()
    actor = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.public_id)


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
