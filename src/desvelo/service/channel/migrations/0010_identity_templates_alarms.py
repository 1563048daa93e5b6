import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


def _id():
    return (
        "id",
        models.UUIDField(default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False),
    )


class Migration(migrations.Migration):
    """Which phone a contact writes from; the templates Meta keeps for us; what somebody has to mend at Meta."""

    dependencies = [("channel", "0009_limits"), ("vault", "0005_merged_contacts")]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                _id(),
                ("trusted", models.BinaryField(null=True)),
                ("latest", models.BinaryField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("contact", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="vault.contact")),
            ],
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                _id(),
                (
                    "public_id",
                    models.CharField(default=desvelo.base.ids.new_public_id, editable=False, max_length=22),
                ),
                ("waba_id", models.CharField(max_length=40)),
                ("meta_id", models.CharField(default="", max_length=40)),
                ("name", models.CharField(max_length=512)),
                ("language", models.CharField(max_length=16)),
                ("category", models.CharField(max_length=20)),
                ("status", models.CharField(max_length=24)),
                ("quality", models.CharField(default="", max_length=12)),
                ("reason", models.CharField(default="", max_length=40)),
                ("next_category", models.CharField(default="", max_length=20)),
                ("content", models.JSONField()),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("waba_id", "name", "language"), name="template_once"),
                    models.UniqueConstraint(fields=("public_id",), name="template_public_id_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                _id(),
                ("cause", models.CharField(max_length=40)),
                ("code", models.IntegerField()),
                ("told", models.CharField(max_length=12)),
                ("count", models.IntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("number", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="channel.number")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("number", "cause"), name="alarm_once")],
            },
        ),
    ]
