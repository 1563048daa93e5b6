import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """A reading through messages, counted; never what was looked for."""

    dependencies = [("access", "0007_invitation"), ("desk", "0005_dispute")]

    operations = [
        migrations.CreateModel(
            "Search",
            [
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.user",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["actor", "-began_at"], name="search_actor")]},
        )
    ]
