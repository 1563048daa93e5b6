from django.db import migrations, models


class Migration(migrations.Migration):
    """The bytes of files are kept: where, and which objects exist.  What was only described so far is fetched too."""

    dependencies = [("channel", "0010_identity_templates_alarms")]

    operations = [
        migrations.CreateModel(
            name="StoredObject",
            fields=[
                ("name", models.CharField(max_length=22, primary_key=True, serialize=False)),
                ("written_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField("media", "object_name", models.CharField(default="", max_length=22)),
        migrations.AddField("media", "sealed_for", models.UUIDField(null=True)),
        migrations.AlterField(
            "media",
            "state",
            models.CharField(
                choices=[("waiting", "Waiting"), ("kept", "Kept"), ("lost", "Lost")], default="waiting", max_length=8
            ),
        ),
        migrations.RunSQL(
            "UPDATE channel_media SET state = 'waiting', due_at = now() WHERE state = 'known'", migrations.RunSQL.noop
        ),
    ]
