from django.db import migrations, models


class Migration(migrations.Migration):
    """Each file has a key of its own.  What was sealed with its contact's key is fetched once more, while it can be."""

    dependencies = [("channel", "0016_rescan")]

    operations = [
        migrations.RunSQL(
            "UPDATE channel_media SET state = 'waiting', object_name = '', attempts = 0, due_at = now() "
            "WHERE state = 'kept'",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField("media", "sealed_for"),
        migrations.AddField("media", "file_key", models.BinaryField(null=True)),
        migrations.AddConstraint(
            "media",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "kept"), _negated=True), ("file_key__isnull", False), _connector="OR"
                ),
                name="media_kept_has_key",
            ),
        ),
    ]
