from django.db import migrations, models


class Migration(migrations.Migration):
    """A message may be a note among us: no row changes, only what is allowed to stand there."""

    dependencies = [("channel", "0018_narrower")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="direction",
            field=models.CharField(choices=[("in", "In"), ("out", "Out"), ("int", "Internal")], max_length=3),
        ),
    ]
