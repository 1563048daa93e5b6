from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """How far the search of history by one version of detection is."""

    dependencies = [("channel", "0015_checks_by_schedule")]

    operations = [
        migrations.CreateModel(
            "Rescan",
            [
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.CharField(max_length=16, unique=True)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("taken_until", models.DateTimeField(null=True)),
                ("next_arrival", models.BigIntegerField()),
                ("total_count", models.IntegerField()),
                ("scanned_count", models.IntegerField(default=0)),
                ("covered_count", models.IntegerField(default=0)),
                ("failed_count", models.IntegerField(default=0)),
                ("found", models.JSONField(default=dict)),
            ],
        )
    ]
