from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0005_keep_earlier_checks'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='income',
            name='verified',
        ),
        migrations.AlterField(
            model_name='asset',
            name='noted_on',
            field=models.DateField(verbose_name='uppgiften noterad'),
        ),
        migrations.AlterField(
            model_name='cost',
            name='noted_on',
            field=models.DateField(verbose_name='uppgiften noterad'),
        ),
        migrations.AlterField(
            model_name='income',
            name='noted_on',
            field=models.DateField(verbose_name='uppgiften noterad'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('days', None), models.Q(('days__gte', 1), ('days__lte', 31)), _connector='OR'), name='application_days_in_a_month', violation_error_message='Antalet dagar ska vara mellan 1 och 31.'),
        ),
        migrations.AddConstraint(
            model_name='cost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_amount', None), ('verified_by', None), ('verified_on', None), ('verified_source', '')), models.Q(('verified_amount__gte', 0), ('verified_by__isnull', False), ('verified_on__isnull', False), models.Q(('verified_source', ''), _negated=True)), _connector='OR'), name='cost_verified_whole', violation_error_message='En kontroll behöver belopp, vad det kontrollerades mot, dag och vem.'),
        ),
        migrations.AddConstraint(
            model_name='income',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_amount', None), ('verified_by', None), ('verified_on', None), ('verified_source', '')), models.Q(('verified_amount__gte', 0), ('verified_by__isnull', False), ('verified_on__isnull', False), models.Q(('verified_source', ''), _negated=True)), _connector='OR'), name='income_verified_whole', violation_error_message='En kontroll behöver belopp, vad det kontrollerades mot, dag och vem.'),
        ),
    ]
