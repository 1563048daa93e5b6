from django.db import migrations, models


class Migration(migrations.Migration):
    """Which rule found a datum, by codes: so that a screen can say why it is hidden."""

    dependencies = [("vault", "0007_key_copy")]

    operations = [migrations.AddField("datum", "rule", models.CharField(default="", max_length=64))]
