import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """What customers said about promotions: when, how, and by which message."""

    dependencies = [("channel", "0012_number_check")]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wants_marketing", models.BooleanField()),
                ("way", models.CharField(max_length=8)),
                ("stated_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="vault.contact"),
                ),
                (
                    "message",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="channel.message"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["contact", "-stated_at"], name="preference_latest")],
            },
        ),
    ]
