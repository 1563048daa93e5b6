from django.db import migrations, models


class Migration(migrations.Migration):
    """When a number was last heard of, when it is checked next; since when a check is bad, and who asked."""

    dependencies = [("channel", "0014_put_back")]

    operations = [
        migrations.AddField("number", "heard_at", models.DateTimeField(null=True)),
        migrations.AddField("number", "check_due_at", models.DateTimeField(null=True)),
        migrations.AddField("numbercheck", "bad_since", models.JSONField(default=dict)),
        migrations.AddField(
            "numbercheck",
            "by",
            models.CharField(
                choices=[("person", "Person"), ("schedule", "Schedule"), ("terminal", "Terminal")],
                default="person",
                max_length=10,
            ),
        ),
    ]
