from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_idle_lock")]

    operations = [
        migrations.AddField(
            "user",
            "theme",
            models.CharField(
                choices=[("system", "System"), ("light", "Light"), ("dark", "Dark")], default="system", max_length=10
            ),
        ),
    ]
