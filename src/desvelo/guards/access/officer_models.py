"""Who answers for the data in public, as it was said each time."""

from django.db import models

from desvelo.base.ids import new_uuid


class DataOfficer(models.Model):
    """One statement of who the data protection officer is; the newest that *mac* vouches for counts.

    The law wants name and address published, so neither is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    name = models.CharField(max_length=80)
    email = models.CharField(max_length=254)
    said_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["-said_at"], name="data_officer_newest")]

    def __str__(self) -> str:
        return str(self.id)
