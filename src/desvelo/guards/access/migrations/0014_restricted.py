"""Restricted teams, passes into them, invitations that wait for a second person, roles of the company's own."""

import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids

_VIEW = """
    CREATE VIEW stream_authority AS
    SELECT s.token_hash, array_remove(array_agg(DISTINCT t.team_id), NULL) AS teams
    FROM access_session s
    JOIN access_user u ON u.id = s.user_id
    LEFT JOIN ({teams}) t ON t.user_id = u.id
    {clone}
    WHERE s.stage = 'full' AND u.is_active AND u.role IN ('agent', 'supervisor')
      AND s.created_at > now() - interval '12 hours' AND s.active_at > now() - interval '60 minutes'
      AND s.locked_at IS NULL AND s.locks_at > now() {reads}
    GROUP BY s.token_hash
"""
_OWN = "SELECT user_id, team_id FROM access_user_teams"
_PASSES = "SELECT user_id, team_id FROM access_guestpass WHERE ends_at > now()"
_CLONE = "LEFT JOIN access_roleclone c ON c.id = u.clone_id"
_READS = "AND NOT coalesce((c.written::jsonb -> 'taken') @> '[\"conversation:read\"]', false)"
_BEFORE = _VIEW.format(teams=_OWN, clone="", reads="")
_AFTER = _VIEW.format(teams=f"{_OWN} UNION ALL {_PASSES}", clone=_CLONE, reads=_READS)


class Migration(migrations.Migration):
    """A stream hears of a team for as long as the pass into it lasts, and of nothing where a role reads nothing."""

    dependencies = [("access", "0013_provisioning")]

    operations = [
        migrations.CreateModel(
            name="RoleClone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=desvelo.base.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("preset", models.CharField(max_length=20)),
                ("written", models.TextField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("mac", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.AddField(
            "user",
            "clone",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holders",
                to="access.roleclone",
            ),
        ),
        migrations.AddField("team", "is_restricted", models.BooleanField(default=False)),
        migrations.AddField("team", "version", models.PositiveIntegerField(default=0)),
        migrations.AddField("team", "mac", models.BinaryField(default=b"", max_length=32)),
        migrations.AddField("approval", "question", models.CharField(default="", max_length=20)),
        migrations.AddField(
            "approval",
            "questioned_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
            ),
        ),
        migrations.AddField("approval", "answer", models.CharField(default="", max_length=20)),
        migrations.AddField("approval", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField("invitation", "needs_word", models.BooleanField(default=False)),
        migrations.AddField(
            "invitation",
            "agreed_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"
            ),
        ),
        migrations.CreateModel(
            name="GuestPass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=desvelo.base.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("way", models.CharField(choices=[("asked", "Asked"), ("glass", "Glass")], max_length=8)),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passes", to="access.team"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passes", to="access.user"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ends_at"], name="guest_pass_ends")],
                "constraints": [models.UniqueConstraint(fields=("user", "team"), name="guest_pass_once")],
            },
        ),
        migrations.RunSQL(f"DROP VIEW stream_authority; {_AFTER}", f"DROP VIEW stream_authority; {_BEFORE}"),
    ]
