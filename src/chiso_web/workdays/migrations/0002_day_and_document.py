"""Hours and rules name the day they apply from and their document; older rows stay without."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="loading",
            name="applies_from",
            field=models.DateField(blank=True, null=True, verbose_name="applies from"),
        ),
        migrations.AddField(
            model_name="loading",
            name="document",
            field=models.CharField(blank=True, max_length=100, verbose_name="document"),
        ),
    ]
