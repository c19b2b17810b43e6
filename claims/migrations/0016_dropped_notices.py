"""Notices that ask for nothing any more are dropped; a proposal knows which check its claim's holder was told of."""

from django.db import migrations, models

class Migration(migrations.Migration):
    """As the module says."""

    dependencies = [
        ('claims', '0015_scale'),
    ]

    operations = [
        migrations.AddField(
            model_name='match',
            name='told_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('claimed', 'under way'), ('done', 'done'), ('given_up', 'given up'), ('dropped', 'no longer needed')], default='waiting', max_length=8, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('claimed', 'under way'), ('done', 'done'), ('given_up', 'given up'), ('dropped', 'no longer needed')], default='waiting', max_length=8, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='snapshot',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('claimed', 'under way'), ('done', 'done'), ('given_up', 'given up'), ('dropped', 'no longer needed')], default='waiting', max_length=8, verbose_name='state'),
        ),
    ]
