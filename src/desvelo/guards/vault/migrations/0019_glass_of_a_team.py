"""An emergency may open a team, before it is known whose conversation is looked at."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was broken for a datum keeps its contact."""

    dependencies = [("vault", "0018_taken")]

    operations = [
        migrations.AlterField(
            "glass",
            "contact",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="vault.contact"),
        )
    ]
