import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Which stretches of a conversation each team reads, and how the last move is undone."""

    dependencies = [("access", "0007_invitation"), ("desk", "0006_search")]

    operations = [
        migrations.AddField("conversation", "is_parted", models.BooleanField(db_default=False, default=False)),
        migrations.CreateModel(
            "ReadSpan",
            [
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first", models.BigIntegerField()),
                ("until", models.BigIntegerField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, to="desk.conversation"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="access.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["conversation", "team", "first"], name="read_span_once")
                ]
            },
        ),
        migrations.CreateModel(
            "Transfer",
            [
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="desk.conversation",
                    ),
                ),
                ("was_read", models.JSONField(null=True)),
                ("moved_at", models.DateTimeField()),
                ("is_told", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
                ),
                (
                    "to_team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"),
                ),
                (
                    "was_assignee",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="access.user"
                    ),
                ),
                (
                    "was_team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"),
                ),
            ],
        ),
    ]
