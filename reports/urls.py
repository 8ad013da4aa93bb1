"""The public addresses of what is written."""

from django.urls import path

import indicators.extensions  # noqa: F401  Names the converters below.
from reports.feeds import AtomNewsFeed, NewsFeed, json_feed
from reports.views import articles, corrections, front, news, previews, search
from reports.views.article_tables import article_chart, article_table
from reports.views.indicators import CitedIndicatorView

app_name = "reports"

urlpatterns = [
    path("", front.home, name="home"),
    path("tin/", news.all_news, name="news"),
    path("tin/<slug:slug>/", articles.article, name="article"),
    path("tin/<slug:slug>/bang-<int:position>.<data:extension>", article_table, name="article_table"),
    path("tin/<slug:slug>/bang-<int:position>.<picture:extension>", article_chart, name="article_chart"),
    path("tin/<slug:slug>/so-lieu.csv", articles.article_figures, name="article_figures"),
    path("chuyen-muc/<slug:slug>/", news.section_news, name="section"),
    path("chuyen-muc/<slug:slug>/rss/", NewsFeed(), name="section_rss"),
    path("chuyen-muc/<slug:slug>/atom/", AtomNewsFeed(), name="section_atom"),
    path("chuyen-muc/<slug:slug>/feed.json", json_feed, name="section_json_feed"),
    path("chi-so/<slug:code>/", CitedIndicatorView.as_view(), name="indicator"),
    path("dinh-chinh/", corrections.corrections, name="corrections"),
    path("dinh-chinh/so-lieu/", corrections.revised_figures, name="revised_figures"),
    path("tim-kiem/", search.search_page, name="search"),
    path("tim-kiem/goi-y/", search.search_suggestions, name="search_suggestions"),
    path("xem-truoc/<str:token>/", previews.shared_preview, name="preview"),
    path("rss/", NewsFeed(), name="rss"),
    path("atom/", AtomNewsFeed(), name="atom"),
    path("feed.json", json_feed, name="json_feed"),
]
