from django.db import migrations, models


class Migration(migrations.Migration):
    """How far the stream of the log is."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            "StreamPosition",
            [
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("next_index", models.BigIntegerField(default=0)),
                ("moved_at", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("failure", models.CharField(default="", max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="assurance_streamposition_one")
                ]
            },
        )
    ]
