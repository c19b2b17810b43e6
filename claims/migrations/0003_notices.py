# Notices: what the outbox says of each message, and chat channels.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0002_workflow'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='notification',
            name='html',
        ),
        migrations.AddField(
            model_name='notification',
            name='brief',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='notification',
            name='heading',
            field=models.CharField(blank=True, max_length=500, verbose_name='about'),
        ),
        migrations.AddField(
            model_name='notification',
            name='language',
            field=models.CharField(default='de', max_length=3, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='notification',
            name='lines',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='notification',
            name='rhythm',
            field=models.CharField(choices=[('at_once', 'at once'), ('collected', 'collected'), ('digest', 'morning digest'), ('off', 'not at all')], default='at_once', max_length=9, verbose_name='when'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='recipient',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='to'),
        ),
        migrations.CreateModel(
            name='ChatChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('slack', 'Slack'), ('teams', 'Microsoft Teams')], max_length=5, verbose_name='kind')),
                ('url', models.URLField(max_length=2000, verbose_name='address')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('desk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='chat_channels', to='claims.desk', verbose_name='desk')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='chat_channels', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'chat channel',
                'verbose_name_plural': 'chat channels',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='notification',
            name='chat',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='claims.chatchannel', verbose_name='chat channel'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('message_id', ''), _negated=True), fields=['message_id'], name='notification_of_message'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(models.Q(('thread', ''), _negated=True), ('channel', 'email')), fields=['recipient', 'thread', 'id'], name='notification_of_thread'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'chat'), ('chat__isnull', False)), models.Q(models.Q(('channel', 'chat'), _negated=True), ('chat__isnull', True), ('recipient__isnull', False)), _connector='OR'), name='notification_goes_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='chatchannel',
            constraint=models.CheckConstraint(condition=models.Q(('desk__isnull', True), ('person__isnull', True), _connector='XOR'), name='chat_channel_of_one'),
        ),
        migrations.AddConstraint(
            model_name='chatchannel',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['slack', 'teams'])), name='chat_channel_known_kind'),
        ),
    ]
