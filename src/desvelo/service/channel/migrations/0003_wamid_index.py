from django.db import migrations, models


class Migration(migrations.Migration):
    """A wamid holds a phone number: from here on only its keyed index is stored (see ``wamids``)."""

    dependencies = [("channel", "0002_intake")]
    operations = [
        migrations.RunSQL("UPDATE channel_message SET wamid = NULL; TRUNCATE intake.seen", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="message", name="message_wamid_once"),
        migrations.RenameField(model_name="message", old_name="wamid", new_name="wamid_index"),
        migrations.AlterField(
            model_name="message", name="wamid_index", field=models.CharField(max_length=32, null=True)
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("number", "wamid_index"), name="message_wamid_once"),
        ),
        migrations.RunSQL(
            "ALTER TABLE intake.seen RENAME COLUMN wamid TO wamid_index",
            "ALTER TABLE intake.seen RENAME COLUMN wamid_index TO wamid",
        ),
    ]
