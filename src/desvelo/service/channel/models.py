"""Numbers, messages and the files that came with them, as they are stored."""

from django.db import models
from django.db.models import Q

from desvelo.base.ids import new_public_id, new_uuid
from desvelo.service.channel.fields import KeyedIndexField, StepsField


class Number(models.Model):
    """A WhatsApp number of the company.  The token is sealed; webhooks are routed by *phone_number_id* alone.

    *heard_at* is when a webhook of it last came, to within some seconds; *check_due_at* when its connection is next
    checked by itself.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    phone_number_id = models.CharField(max_length=40, unique=True)
    waba_id = models.CharField(max_length=40)
    display = models.CharField(max_length=40)
    token_sealed = models.BinaryField()
    first_team = models.ForeignKey("access.Team", on_delete=models.PROTECT)
    heard_at = models.DateTimeField(null=True)
    check_due_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.phone_number_id


class Message(models.Model):
    """One message, in or out, or a note that leaves nowhere.  *body* is sealed, with chips where values stood.

    *arrival* is its place in time.  *detail* is sealed too: what the message is beside its words.  *about_index* says,
    as *wamid_index* does, which message it answers, reacts to, edits or takes back.
    """

    class Direction(models.TextChoices):
        """Who wrote it."""

        IN = "in"
        OUT = "out"
        INTERNAL = "int"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, default=new_public_id, editable=False)
    arrival = models.BigIntegerField(unique=True)
    number = models.ForeignKey(Number, on_delete=models.PROTECT, db_index=False)
    contact = models.ForeignKey("vault.Contact", on_delete=models.CASCADE, db_index=False)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=20, default="text")
    body = models.BinaryField()
    wamid_index = KeyedIndexField(null=True)  # absent until Meta names it, then unique
    about_index = KeyedIndexField(null=True)  # absent when it speaks of no other message
    detail = models.BinaryField(null=True)
    status = models.CharField(max_length=12, default="")
    failure = models.CharField(max_length=40, default="")
    author = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True)
    automatic = models.BooleanField(default=False)
    protected_count = models.SmallIntegerField(default=0)
    discarded_count = models.SmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()
    trail = StepsField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wamid_index"], name="message_wamid_once"),
            models.UniqueConstraint(fields=["public_id"], name="message_public_id_once"),
        ]
        indexes = [
            models.Index(fields=["contact", "number", "arrival"], name="message_thread"),
            models.Index(fields=["about_index"], name="message_about", condition=Q(about_index__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Media(models.Model):
    """A file of a message.  *description* is sealed and holds Meta's id, the type, the size.

    *object_name* is where its sealed bytes are once they are here; the name is random and says nothing.  *file_key* is
    the key they are sealed with, closed by the contact's: what is kept has one, and without it nobody opens the file.
    """

    class State(models.TextChoices):
        """How far we got with it."""

        WAITING = "waiting"
        KEPT = "kept"
        LOST = "lost"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="media")
    contact = models.ForeignKey("vault.Contact", on_delete=models.CASCADE)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    description = models.BinaryField()
    failure = models.CharField(max_length=40, default="")
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()
    dies_at = models.DateTimeField()
    object_name = models.CharField(max_length=22, default="")
    file_key = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="media_due", condition=Q(state="waiting"))]
        constraints = [
            models.CheckConstraint(condition=~Q(state="kept") | Q(file_key__isnull=False), name="media_kept_has_key")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Notice(models.Model):
    """Something Meta told of an account, a number or a template.  *record* is sealed and holds what came."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    name = models.CharField(max_length=60)
    topic = models.CharField(max_length=12)
    code = models.CharField(max_length=60)
    level = models.CharField(max_length=8)
    waba_id = models.CharField(max_length=40)
    number = models.ForeignKey(Number, on_delete=models.CASCADE, null=True)
    record = models.BinaryField()
    said_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["waba_id", "-received_at"], name="notice_account")]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class Identity(models.Model):
    """Which phone a contact is known to write from, by the hash WhatsApp gives of its key; both hashes are sealed.

    *changed_at* is set while nobody confirmed that the same person writes from another phone.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    contact = models.OneToOneField("vault.Contact", on_delete=models.CASCADE)
    trusted = models.BinaryField(null=True)
    latest = models.BinaryField(null=True)
    changed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class Template(models.Model):
    """A template of an account in one language, as Meta last told it; *content* is ``outbound_templates.Template``."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, default=new_public_id, editable=False)
    waba_id = models.CharField(max_length=40)
    meta_id = models.CharField(max_length=40, default="")
    name = models.CharField(max_length=512)
    language = models.CharField(max_length=16)
    category = models.CharField(max_length=20)
    status = models.CharField(max_length=24)
    quality = models.CharField(max_length=12, default="")
    reason = models.CharField(max_length=40, default="")
    next_category = models.CharField(max_length=20, default="")
    content = models.JSONField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["waba_id", "name", "language"], name="template_once"),
            models.UniqueConstraint(fields=["public_id"], name="template_public_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Alarm(models.Model):
    """Something that Meta refuses and that only *told* can mend; one row for each number and cause."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    number = models.ForeignKey(Number, on_delete=models.CASCADE)
    cause = models.CharField(max_length=40)
    code = models.IntegerField()
    told = models.CharField(max_length=12)
    count = models.IntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "cause"], name="alarm_once")]

    def __str__(self) -> str:
        return f"{self.cause} ({self.count})"


class Preference(models.Model):
    """What a customer said about promotions, and by which message; never changed, the last one counts.

    *answered_at* is set once we said that we heard it.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    contact = models.ForeignKey("vault.Contact", on_delete=models.CASCADE, db_index=False)
    message = models.OneToOneField(Message, on_delete=models.CASCADE)
    wants_marketing = models.BooleanField()
    way = models.CharField(max_length=8)
    stated_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["contact", "-stated_at"], name="preference_latest")]

    def __str__(self) -> str:
        return str(self.id)


class StoredObject(models.Model):
    """An object we wrote, or were about to.  One that no file names after an hour is swept."""

    name = models.CharField(primary_key=True, max_length=22)
    written_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.name)


class NumberCheck(models.Model):
    """What Meta answered to one question about a number's connection: findings, never a secret.

    *bad_since* says of each check that failed and was not seen well since, when that was found.
    """

    class By(models.TextChoices):
        """Who asked."""

        PERSON = "person"
        SCHEDULE = "schedule"
        TERMINAL = "terminal"

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    number = models.ForeignKey(Number, on_delete=models.CASCADE)
    probe = models.CharField(max_length=20)
    findings = models.JSONField()
    bad_since = models.JSONField(default=dict)
    checked_at = models.DateTimeField()
    by = models.CharField(max_length=10, choices=By.choices, default=By.PERSON)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "probe"], name="number_check_once")]

    def __str__(self) -> str:
        return str(self.probe)


class Rescan(models.Model):
    """How far the search of history by one version of detection is, and what it found; counts alone.

    *next_arrival* is the place below which nothing was searched yet.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    version = models.CharField(max_length=16, unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    taken_until = models.DateTimeField(null=True)
    next_arrival = models.BigIntegerField()
    total_count = models.IntegerField()
    scanned_count = models.IntegerField(default=0)
    covered_count = models.IntegerField(default=0)
    failed_count = models.IntegerField(default=0)
    found = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.version
