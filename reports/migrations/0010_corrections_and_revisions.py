"""Notices of corrections; flags on articles whose figures were revised, and how far the watch has come."""

import django.db.models.deletion
import django.utils.timezone
import indicators.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0004_saved_layouts'),
        ('reports', '0009_library_and_previews_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='figure',
            name='checked_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='đối chiếu lúc'),
        ),
        migrations.CreateModel(
            name='CitedRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revised_at', models.DateTimeField(verbose_name='có hiệu lực từ')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cited_revision', to='indicators.observationversion', verbose_name='lần ghi số liệu')),
            ],
            options={
                'verbose_name': 'số liệu đã sửa',
                'verbose_name_plural': 'số liệu đã sửa',
                'ordering': ['-revised_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Đính chính'), ('update', 'Cập nhật'), ('withdrawal', 'Gỡ bài')], default='correction', max_length=10, verbose_name='loại')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='công bố lúc')),
                ('text_vi', models.TextField(blank=True, verbose_name='nội dung')),
                ('text_en', models.TextField(blank=True, verbose_name='nội dung tiếng Anh')),
                ('old_text', models.CharField(blank=True, max_length=300, verbose_name='đã viết')),
                ('new_text', models.CharField(blank=True, max_length=300, verbose_name='nay là')),
                ('figure_key', models.UUIDField(editable=False, null=True, verbose_name='số liệu trong bài')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='viết lúc')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='reports.article', verbose_name='bài viết')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người viết')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.edition', verbose_name='bản bài viết')),
                ('version', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.observationversion', verbose_name='lần ghi số liệu')),
            ],
            options={
                'verbose_name': 'đính chính',
                'verbose_name_plural': 'đính chính',
                'ordering': ['-published_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RevisionFlag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figure_key', models.UUIDField(null=True, verbose_name='số liệu trong bài')),
                ('table_position', models.PositiveIntegerField(null=True, verbose_name='bảng thứ')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('month', models.PositiveSmallIntegerField(verbose_name='tháng đầu')),
                ('months', models.PositiveSmallIntegerField(verbose_name='số tháng')),
                ('measure', models.CharField(max_length=20, verbose_name='nội dung')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='như đã viết')),
                ('sentence', models.TextField(blank=True, verbose_name='câu')),
                ('old', indicators.models.fields.PublishedDecimalField(null=True, verbose_name='khi đăng')),
                ('new', indicators.models.fields.PublishedDecimalField(null=True, verbose_name='hiện nay')),
                ('state', models.CharField(choices=[('open', 'Chưa xử lý'), ('updated', 'Đã cập nhật bài'), ('corrected', 'Đã đăng đính chính'), ('dismissed', 'Đã bỏ qua')], default='open', max_length=10, verbose_name='trạng thái')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='phát hiện lúc')),
                ('resolved_at', models.DateTimeField(null=True, verbose_name='xử lý lúc')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.area', verbose_name='địa bàn')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revision_flags', to='reports.article', verbose_name='bài viết')),
                ('correction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='flags', to='reports.correction', verbose_name='đính chính')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revision_flags', to='reports.edition', verbose_name='bản')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='chỉ tiêu')),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xử lý')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='reports.citedrevision', verbose_name='lần sửa')),
            ],
            options={
                'verbose_name': 'bài có số liệu đã sửa',
                'verbose_name_plural': 'bài có số liệu đã sửa',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='RevisionWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settled', models.BigIntegerField(default=0)),
                ('newest', models.BigIntegerField(default=0)),
                ('count', models.BigIntegerField(default=0)),
                ('looked_at', models.DateTimeField(null=True)),
                ('awaited', models.ManyToManyField(related_name='+', to='indicators.release')),
            ],
            options={
                'verbose_name': 'theo dõi số liệu sửa',
                'verbose_name_plural': 'theo dõi số liệu sửa',
            },
        ),
        migrations.AddIndex(
            model_name='citedrevision',
            index=models.Index(fields=['-revised_at', '-id'], name='cited_revision_newest_first'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['-published_at', '-id'], name='correction_newest_first'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['article', '-published_at', '-id'], name='correction_of_an_article'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'update', 'withdrawal'])), name='correction_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_vi', ''), _negated=True), name='correction_says_something', violation_error_message='Hãy viết nội dung, bằng tiếng Việt hoặc tiếng Anh.'),
        ),
        migrations.AddIndex(
            model_name='revisionflag',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['article'], name='flag_open_of_an_article'),
        ),
        migrations.AddConstraint(
            model_name='revisionflag',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'updated', 'corrected', 'dismissed'])), name='flag_state_known'),
        ),
        migrations.AddConstraint(
            model_name='revisionflag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('figure_key__isnull', False), ('table_position__isnull', True)), models.Q(('figure_key__isnull', True), ('table_position__isnull', False)), _connector='OR'), name='flag_of_a_figure_or_a_table'),
        ),
        migrations.AddConstraint(
            model_name='revisionflag',
            constraint=models.UniqueConstraint(condition=models.Q(('figure_key__isnull', False), ('state', 'open')), fields=('edition', 'figure_key'), name='flag_open_once_a_figure'),
        ),
        migrations.AddConstraint(
            model_name='revisionflag',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open'), ('table_position__isnull', False)), fields=('edition', 'table_position', 'indicator', 'area', 'year', 'month', 'months', 'measure'), name='flag_open_once_a_cell'),
        ),
    ]
