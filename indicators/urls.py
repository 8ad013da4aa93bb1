"""The public addresses of what is measured."""

from django.urls import path

import indicators.extensions  # noqa: F401  Names the converters below.
from indicators.feeds import AtomIndicatorFeed, IndicatorFeed, indicator_json_feed
from indicators.views.builder import builder, framed_table, table_file, table_picture
from indicators.views.calendar import calendar, calendar_file
from indicators.views.catalogue import catalogue_page
from indicators.views.downloads import (
    catalogue_file,
    series_file,
    series_picture,
    structure_file,
)
from indicators.views.indicator import IndicatorView
from indicators.views.share_cards import indicator_card
from indicators.views.snapshots import framed_snapshot, snapshot, snapshot_file, snapshot_picture

app_name = "indicators"


urlpatterns = [
    path("chi-so/", catalogue_page, name="catalogue"),
    path("chi-so.<stream:extension>", catalogue_file, name="catalogue_file"),
    path("chi-so/<slug:code>/", IndicatorView.as_view(), name="indicator"),
    path("chi-so/<slug:code>/anh-chia-se.png", indicator_card, name="indicator_card"),
    path("chi-so/<slug:code>/rss/", IndicatorFeed(), name="indicator_rss"),
    path("chi-so/<slug:code>/atom/", AtomIndicatorFeed(), name="indicator_atom"),
    path("chi-so/<slug:code>/feed.json", indicator_json_feed, name="indicator_json_feed"),
    path("chi-so/<slug:code>.<data:extension>", series_file, name="series_file"),
    path("chi-so/<slug:code>.<picture:extension>", series_picture, name="series_picture"),
    path("tra-cuu/", builder, name="builder"),
    path("tra-cuu.<data:extension>", table_file, name="table_file"),
    path("tra-cuu.<picture:extension>", table_picture, name="table_picture"),
    path("tra-cuu/nhung/", framed_table, name="framed_table"),
    path("bang/<slug:code>/", snapshot, name="snapshot"),
    path("bang/<slug:code>.<data:extension>", snapshot_file, name="snapshot_file"),
    path("bang/<slug:code>.<picture:extension>", snapshot_picture, name="snapshot_picture"),
    path("bang/<slug:code>/nhung/", framed_snapshot, name="framed_snapshot"),
    path("sdmx/structure.xml", structure_file, name="sdmx_structure"),
    path("lich-cong-bo/", calendar, name="calendar"),
    path("lich-cong-bo.ics", calendar_file, name="calendar_file"),
]
