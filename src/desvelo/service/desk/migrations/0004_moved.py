import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where a conversation goes on that became part of another."""

    dependencies = [("desk", "0003_fewer_indexes")]

    operations = [
        migrations.CreateModel(
            name="Moved",
            fields=[
                ("public_id", models.CharField(max_length=22, primary_key=True, serialize=False)),
                (
                    "to",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="desk.conversation"),
                ),
            ],
        ),
    ]
