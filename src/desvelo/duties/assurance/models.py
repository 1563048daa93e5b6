"""How far the stream of the log is: one row."""

from django.db import models


class StreamPosition(models.Model):
    """Everything before *next_index* was sent; *failing_since* and *failure* say why it does not go on."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    next_index = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="assurance_streamposition_one")]

    def __str__(self) -> str:
        return str(self.next_index)
