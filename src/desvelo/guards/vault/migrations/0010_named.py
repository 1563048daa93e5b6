from django.db import migrations, models


class Migration(migrations.Migration):
    """Which special category a datum is of leaves the row's readable columns: sealed, beside the value."""

    dependencies = [("vault", "0009_epochs")]

    operations = [migrations.AddField("datum", "named", models.BinaryField(null=True))]
