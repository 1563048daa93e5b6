from django.db import migrations, models
from django.utils import timezone

_VIEW = """
    CREATE VIEW stream_authority AS
    SELECT s.token_hash, array_remove(array_agg(t.team_id), NULL) AS teams
    FROM access_session s
    JOIN access_user u ON u.id = s.user_id
    LEFT JOIN access_user_teams t ON t.user_id = u.id
    WHERE s.stage = 'full' AND u.is_active AND u.role IN ('agent', 'supervisor')
      AND s.created_at > now() - interval '12 hours' AND s.active_at > now() - interval '60 minutes'
      {unlocked}
    GROUP BY s.token_hash
"""
_BEFORE = _VIEW.format(unlocked="")
_AFTER = _VIEW.format(unlocked="AND s.locked_at IS NULL AND s.locks_at > now()")


class Migration(migrations.Migration):
    """A session of before this change is locked, not ended: its person proves who they are and goes on."""

    dependencies = [("access", "0003_passkeys")]

    operations = [
        migrations.AddField("session", "locks_at", models.DateTimeField(default=timezone.now), preserve_default=False),
        migrations.AddField("session", "locked_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "proved_at", models.DateTimeField(null=True)),
        migrations.AddField("session", "device", models.CharField(default="", max_length=40)),
        migrations.RunSQL(f"DROP VIEW stream_authority; {_AFTER}", f"DROP VIEW stream_authority; {_BEFORE}"),
    ]
