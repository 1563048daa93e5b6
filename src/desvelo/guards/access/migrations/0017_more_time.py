from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0016_terminal_code")]

    operations = [migrations.AddField("user", "needs_time", models.BooleanField(default=False))]
