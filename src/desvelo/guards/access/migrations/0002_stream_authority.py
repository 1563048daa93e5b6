from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            CREATE VIEW stream_authority AS
            SELECT s.token_hash, array_remove(array_agg(t.team_id), NULL) AS teams
            FROM access_session s
            JOIN access_user u ON u.id = s.user_id
            LEFT JOIN access_user_teams t ON t.user_id = u.id
            WHERE s.stage = 'full' AND u.is_active AND u.role IN ('agent', 'supervisor')
              AND s.created_at > now() - interval '12 hours' AND s.active_at > now() - interval '60 minutes'
            GROUP BY s.token_hash
            """,
            "DROP VIEW stream_authority",
        )
    ]
