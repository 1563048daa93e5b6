from django.db import migrations, models


class Migration(migrations.Migration):
    """What waits from before has no MAC, so it is taken away on record and has to be asked for again."""

    dependencies = [("vault", "0020_class_session")]

    operations = [
        migrations.AddField("erasure", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField("erasure", "mac", models.BinaryField(max_length=32, null=True)),
    ]
