import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """What Meta tells of accounts, numbers and templates."""

    dependencies = [("channel", "0006_fewer_indexes")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("topic", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=60)),
                ("level", models.CharField(max_length=8)),
                ("waba_id", models.CharField(max_length=40)),
                ("record", models.BinaryField()),
                ("said_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                (
                    "number",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="channel.number"),
                ),
            ],
            options={"indexes": [models.Index(fields=["waba_id", "-received_at"], name="notice_account")]},
        ),
    ]
