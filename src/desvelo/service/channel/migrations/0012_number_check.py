import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """What Meta last answered about the connection of each number."""

    dependencies = [("channel", "0011_kept_files")]

    operations = [
        migrations.CreateModel(
            name="NumberCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("probe", models.CharField(max_length=20)),
                ("findings", models.JSONField()),
                ("checked_at", models.DateTimeField()),
                (
                    "number",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="channel.number"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("number", "probe"), name="number_check_once")],
            },
        ),
    ]
