import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The matrix of classes and teams; what was permitted remembers through which team."""

    dependencies = [("access", "0009_approval"), ("vault", "0016_identifier_row")]

    operations = [
        migrations.CreateModel(
            name="Ruleset",
            fields=[
                ("version", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("cells", models.JSONField()),
                ("entry", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="look", name="label", field=models.CharField(default="FILE_DOCUMENT", max_length=32)
        ),
        migrations.AddField(
            model_name="look",
            name="team",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"
            ),
        ),
        migrations.AddField(
            model_name="erasure", name="asked_session", field=models.CharField(default="", max_length=64)
        ),
        migrations.AddField(
            model_name="ticket",
            name="team",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"
            ),
        ),
    ]
