"""The public addresses of what is written."""

from django.urls import URLPattern, path

import indicators.extensions  # noqa: F401  Names the converters below.
from reports.feeds import AtomNewsFeed, NewsFeed, json_feed
from reports.views import articles, corrections, front, news, open_data, previews, search, share_cards
from reports.views.article_tables import article_chart, article_table
from reports.views.indicators import CitedIndicatorView

app_name = "reports"


def feeds_of(kind: str, folder: str) -> list[URLPattern]:
    """The feeds of each section, tag or author."""
    place, of = f"{folder}/<slug:slug>", {"kind": kind}
    return [
        path(f"{place}/rss/", NewsFeed(), of, name=f"{kind}_rss"),
        path(f"{place}/atom/", AtomNewsFeed(), of, name=f"{kind}_atom"),
        path(f"{place}/feed.json", json_feed, of, name=f"{kind}_json_feed"),
    ]


urlpatterns = [
    path("", front.home, name="home"),
    path("tin/", news.all_news, name="news"),
    path("tin/luu-tru/", news.archived_news, name="archive"),
    path("tin/luu-tru/<int:year>/", news.archived_year, name="archive_year"),
    path("tin/luu-tru/<int:year>/<int:month>/", news.archived_month, name="archive_month"),
    path("tin/<slug:slug>/", articles.article, name="article"),
    path("tin/<slug:slug>/bang-<int:position>.<data:extension>", article_table, name="article_table"),
    path("tin/<slug:slug>/bang-<int:position>.<picture:extension>", article_chart, name="article_chart"),
    path("tin/<slug:slug>/anh-chia-se.png", share_cards.article_card, name="article_card"),
    path("anh-chia-se.png", share_cards.site_card, name="site_card"),
    path("tin/<slug:slug>/so-lieu.csv", articles.article_figures, name="article_figures"),
    path("chuyen-muc/<slug:slug>/", news.section_news, name="section"),
    path("the/<slug:slug>/", news.tag_news, name="tag"),
    path("tac-gia/<slug:slug>/", news.author_news, name="author"),
    *feeds_of("section", "chuyen-muc"),
    *feeds_of("tag", "the"),
    *feeds_of("author", "tac-gia"),
    path("chi-so/<slug:code>/", CitedIndicatorView.as_view(), name="indicator"),
    path("dinh-chinh/", corrections.corrections, name="corrections"),
    path("dinh-chinh/so-lieu/", corrections.revised_figures, name="revised_figures"),
    path("du-lieu-mo/", open_data.open_data, name="open_data"),
    path("tim-kiem/", search.search_page, name="search"),
    path("tim-kiem/goi-y/", search.search_suggestions, name="search_suggestions"),
    path("xem-truoc/<str:token>/", previews.shared_preview, name="preview"),
    path("rss/", NewsFeed(), name="rss"),
    path("atom/", AtomNewsFeed(), name="atom"),
    path("feed.json", json_feed, name="json_feed"),
]
