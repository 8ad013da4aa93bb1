"""Nothing that is not public yet, or no longer, shows on any public address.

Secrets are planted wherever the portal keeps something back. Every address is then asked for: those that the URL
configuration names, with everything that exists in the place of its arguments, and those that pages link to. An
address that is added later is asked for without a change here.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from indicators.exchange.formats import FORMATS
from indicators.exchange.pictures import PICTURES
from indicators.measures import Measure
from indicators.models import Change, Indicator, Observation, Release, TableSnapshot, VersionKind
from indicators.services.recording import Stated, record
from indicators.services.snapshots import keep_snapshot
from indicators.table_query import TableQuery
from reports.bindings import Binding
from reports.models import (
    Article,
    ArticleAddress,
    Author,
    Correction,
    FrontPage,
    FrontPin,
    HeadlinesBy,
    PreviewLink,
    Section,
    Tag,
)
from reports.models.preview_links import token_digest
from reports.services.attachments import attach
from reports.services.editions import keep_edition
from reports.services.front_holding import ONLY
from reports.services.internal_links import link_to
from reports.services.preview_links import make_link
from reports.services.revision_watch import watch
from reports.sitemaps import SITEMAPS
from reports.slugs import slug_of
from tests.factories import (
    Q1_2018,
    make_area,
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_section,
    make_tag,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db

WORD = "Mật-Danh"
"""Begins every secret that is text; each has a number that tells where it was planted."""

SECRET_VALUES = {
    "embargoed observation": "918273",
    "embargoed revision": "645546",
    "embargoed target": "736463",
    "figure of an indicator that is not public": "827728",
}
# What the public may read and where, so that a crawl that reads nothing cannot pass.
KNOWN_PUBLIC = ("Tin công khai", "Public story", "Chỉ tiêu công khai", "230", "Đính chính công khai.", "Thẻ công khai")
TABLE = (
    "chi-tieu=xi-mang,than-sach&ky=2017-Q1,2018-Q1,2018-Q2&dia-ban=lang-son"
    "&so=gia-tri,so-cung-ky,so-ky-truoc,so-ke-hoach,ke-hoach&bieu-do=duong"
)
BUILT = (
    *(f"{place}?{TABLE}" for place in ("/tra-cuu/", "/en/tra-cuu/", "/tra-cuu/nhung/")),
    *(f"/tra-cuu.{extension}?{TABLE}" for extension in (*FORMATS, *PICTURES)),
    *("/chi-so/xi-mang/?so-voi=than-sach", "/chi-so/xi-mang.svg?so-voi=than-sach"),
)
REACHED = (
    *(
        "/",
        "/en/",
        "/tin/",
        "/tin/tin-cong-khai/",
        "/the/xuat-khau/",
        "/en/the/xuat-khau/feed.json",
        "/tac-gia/ban-bien-tap/",
        "/tac-gia/ban-bien-tap/rss/",
        "/tin/luu-tru/",
        "/tin/tin-cong-khai/anh-chia-se.png",
        "/chi-so/xi-mang/anh-chia-se.png",
        "/en/tin/public-story/",
        "/chuyen-muc/cong-nghiep/",
        "/lich-cong-bo/",
        "/tin/tin-cong-khai/?so-lieu=hien-nay",
        "/tin/tin-cong-khai/so-lieu.csv",
        "/dinh-chinh/",
        "/en/dinh-chinh/so-lieu/",
    ),
    *("/chi-so/", "/chi-so/xi-mang/", "/en/chi-so/xi-mang/", "/rss/", "/atom/", "/feed.json", "/robots.txt"),
    *("/chi-so.csv", "/chi-so/xi-mang.csv", "/chi-so/xi-mang.xlsx", "/chi-so/xi-mang.ods", "/chi-so/xi-mang.json"),
    *("/tra-cuu/", *BUILT),
    *(f"/tin/tin-cong-khai/bang-1.{extension}" for extension in (*FORMATS, *PICTURES)),
    *(
        "/sitemap.xml",
        "/sitemap-articles.xml",
        "/sitemap-news.xml",
        "/sitemap-labels.xml",
        "/chuyen-muc/cong-nghiep/feed.json",
    ),
)

NOT_FOR_READERS = re.compile(r"^(en/)?admin/|^media/|^static/")
ENDED_PREVIEWS = ("xem-truoc-het-han", "xem-truoc-thu-hoi")
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "token": ENDED_PREVIEWS,
    "name": tuple(SITEMAPS),
    "extension": (*FORMATS, *PICTURES),
    "position": ("1",),
}
# Query strings that lead to a secret where a page reads more than it shows.
QUESTIONS = (
    "/tin/tin-cong-khai/?so-lieu=hien-nay",
    *("/tim-kiem/?q=draft", "/tim-kiem/?q=footnote", "/en/tim-kiem/?q=scheduled", "/tin/?truoc=hom-qua"),
    *(*BUILT, "/tra-cuu/?chi-tieu=than-sach", "/tra-cuu/?chi-tieu=chi-tieu-kin", "/tra-cuu/?tim=mat+danh"),
    *(f"/tra-cuu/?{TABLE}&tong=ky,dia-ban&ngay=2026-01-01", "/tra-cuu.csv?chi-tieu=chi-tieu-kin&ky=2018-Q1"),
)
# Sorting links and the like multiply; a path is asked for with so many query strings and no more.
MOST_QUERIES = 12
MOST_ADDRESSES = 5000


def secret(place: str) -> str:
    """A secret that says where it was planted when it turns up."""
    return f"{WORD} {place}"


@pytest.fixture(autouse=True)
def keep_pages(settings) -> None:
    """As on a real site: what was kept before is kept here."""
    settings.KEEP_PAGES = True


@pytest.fixture
def planted() -> None:
    """Everything that the portal keeps back, beside things that it shows."""
    section = make_section("cong-nghiep")
    cement = make_indicator("xi-mang", name_vi="Chỉ tiêu công khai", is_headline=True)
    coal = make_indicator("than-sach", is_headline=True)
    hidden = make_indicator("chi-tieu-kin", name_vi=secret("indicator"), is_public=False, is_headline=True)
    coming = make_release("dot-cho", in_hours=3, note=secret("note of a release"))
    make_release("dot-kin", in_hours=3, title_vi=secret("unannounced"), is_announced=False)
    out = make_release("dot-ra")

    plant_figures(cement, coal, hidden, coming=coming, out=out)
    table = {
        "indicators": ["xi-mang", "than-sach", "chi-tieu-kin"],
        "periods": [Q1_2018.same_period_last_year.sdmx, Q1_2018.sdmx, Q1_2018.shift(1).sdmx],
        "areas": ["lang-son"],
        "measures": ["value", "growth_yoy", "growth_previous", "plan_share", "target"],
        "caption": "Bảng",
        "rows": "periods",
        "chart": "line",
    }
    plant_articles(coming, section, table)
    plant_pins()
    now = timezone.now()
    keep_snapshot(TableQuery.read(QueryDict(TABLE)), actor=None, at=now)
    kept_back = TableQuery.read(QueryDict(f"{TABLE}&ten={secret('snapshot')}"))
    keep_snapshot(kept_back, actor=None, at=now, is_public=False)


def plant_figures(cement: Indicator, coal: Indicator, hidden: Indicator, *, coming: Release, out: Release) -> None:
    make_observation("200", indicator=cement, period=Q1_2018.same_period_last_year)
    shown = make_observation("230", indicator=cement, release=out)
    make_observation(
        SECRET_VALUES["embargoed observation"],
        indicator=coal,
        period=Q1_2018.shift(1),
        release=coming,
        footnote=secret("footnote"),
        source=secret("source of an embargoed figure"),
    )
    revision = {
        "value": SECRET_VALUES["embargoed revision"],
        "footnote": secret("footnote of a revision"),
        "source": secret("source of a revision"),
    }
    stated = Stated(VersionKind.OBSERVATION, cement.pk, shown.area_id, Q1_2018, revision)
    record([stated], change=Change(reason=secret("reason of a revision")), release=coming)
    make_target(SECRET_VALUES["embargoed target"], indicator=coal, release=coming)
    make_observation(SECRET_VALUES["figure of an indicator that is not public"], indicator=hidden)
    assert Observation.objects.count() == 5


def plant_articles(coming: Release, section: Section, table: dict[str, object]) -> None:
    def kept_back(place: str) -> dict[str, object]:
        words = secret(place)
        texts = dict.fromkeys(("title", "lead", "byline", "source", "cover_caption"), words)
        tag = make_tag(slug_of(words), name_vi=words, name_en=words, description_vi=words)
        return {
            **texts,
            "body": f"<p>{words}</p>",
            "tables": [{**table, "caption": words}],
            "section": section,
            "tags": [tag, shown_tag],
        }

    shown_tag = make_tag("xuat-khau", name_vi="Thẻ công khai")
    make_tag("the-de-danh", name_vi=secret("tag of no article"))
    bound = Binding(uuid4(), "xi-mang", "lang-son", Q1_2018, Measure.GROWTH_YOY).around("15%")
    cited = f"<p>Tăng {bound}.</p>"
    original = make_published_article(
        "tin-cong-khai",
        title="Tin công khai",
        tables=[table],
        section=section,
        body=cited,
        byline="Ban biên tập",
        tags=[shown_tag],
    )
    make_published_article(
        "public-story", title="Public story", language="en", tables=[table], translation_of=original, tags=[shown_tag]
    )
    make_article("ban-nhap", **kept_back("draft"))
    make_article("draft-story", language="en", translation_of=original, **kept_back("draft translation"))
    make_published_article("hen-gio", in_hours=3, **kept_back("scheduled"))
    make_published_article("bai-cho-dot", release=coming, **kept_back("article of a coming release"))

    newer = make_published_article("dang-sua", title="Tin đang sửa", section=section, tables=[table])
    write_over(newer, secret("working copy"))
    waiting = make_published_article("ban-cho", title="Tin có bản chờ", section=section, tables=[table])
    write_over(waiting, secret("next edition"))
    waiting.next_edition, waiting.next_at = keep_edition(waiting, actor=None), timezone.now() + dt.timedelta(hours=3)
    waiting.save()

    gone = make_published_article("da-go", **kept_back("withdrawn"))
    gone.withdrawn_at, gone.withdrawal_reason = timezone.now(), "Số liệu nguồn sai."
    gone.save()
    plant_notices(original)
    plant_previews(section)
    moved = make_article("dia-chi-dau", **kept_back("draft that moved"))
    moved.slug = "dia-chi-sau"
    moved.save()


def plant_pins() -> None:
    """What is not public, or not any more, in the first places of the front page, whose figures a release chooses."""
    kept_back = ("hen-gio", "bai-cho-dot", "da-go", "ban-nhap")
    for place, slug in enumerate(kept_back):
        FrontPin.objects.create(language="vi", place=place, article=Article.objects.get(slug=slug))
    FrontPin.objects.create(language="en", place=0, article=Article.objects.get(slug="draft-story"))
    FrontPage.objects.create(pk=ONLY, headlines_by=HeadlinesBy.RELEASE)


def plant_previews(section: Section) -> None:
    """Links of previews that have ended or were taken back, one that is open, and a link of a text to a draft."""
    draft = Article.objects.get(slug="ban-nhap")
    attach(draft, b"%PDF-1.7\n%%EOF", title=secret("file of a draft"), actor=None)
    writer = make_user("nguoi-viet", "reports.change_article")
    for token in ENDED_PREVIEWS:
        new = make_link(draft, actor=writer, label=secret("whom a preview is for"), lasts=dt.timedelta(days=1))
        ended = {"expires_at": timezone.now()} if token == ENDED_PREVIEWS[0] else {"revoked_at": timezone.now()}
        PreviewLink.objects.filter(pk=new.link.pk).update(token_hash=token_digest(token), **ended)
    make_link(draft, actor=writer, label=secret("whom a preview is for"), lasts=dt.timedelta(days=1))
    linking = link_to(draft, "bài trước")
    make_published_article("co-lien-ket", title="Tin có liên kết", section=section, body=f"<p>Xem {linking}.</p>")


def plant_notices(article: Article) -> None:
    """A notice that everyone reads, others that wait, and a revision under embargo that the newsroom knows of."""
    now = timezone.now()
    Correction(article=article, text_vi="Đính chính công khai.", published_at=now - dt.timedelta(hours=1)).save()
    Correction(article=article, text_vi=secret("notice to come"), published_at=now + dt.timedelta(hours=3)).save()
    Correction(article=article, text_vi=secret("notice without a minute"), old_text=secret("old text")).save()
    watch()


def write_over(article: Article, words: str) -> None:
    article.title, article.lead, article.byline, article.source = words, words, words, words
    article.body = f"<p>{words}</p>"
    article.section = make_section("chuyen-muc-kin", name_vi="Chuyên mục khác")
    article.tags.set([make_tag(slug_of(words), name_vi=words)])
    article.save()
    article.statistics_tables.update(description={"caption": words, "indicators": ["xi-mang"]})


def public_patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every route of the site that readers may ask for, as Django writes it."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if NOT_FOR_READERS.match(route):
            continue
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from public_patterns(entry, route)


def addresses_of(route: str) -> list[str]:
    """The route with everything that exists, and something that does not, in the place of its arguments."""
    names = re.findall(r"<(?:\w+:)?(\w+)>", route)
    choices = [(*arguments(name, route), "khong-co") for name in names]
    filled = []
    for values in itertools.product(*choices):
        address = route
        for value in values:
            address = re.sub(r"<[^>]+>", value, address, count=1)
        filled.append(f"/{address}")
    return filled


def arguments(name: str, route: str) -> tuple[str, ...]:
    """Every value that could stand for an argument: of its own kind below a folder of `OF_FOLDERS`, else of any."""
    if name in ARGUMENTS:
        return ARGUMENTS[name]
    own = next((of for folder, of in OF_FOLDERS.items() if route.startswith(folder)), None)
    if own is not None and name in ("slug", "code"):
        return own()
    return (*(value for of in OF_FOLDERS.values() for value in of()), *_codes(Release), make_area().code, "1", "2018")


def _codes(*models: Any, field: str = "code") -> tuple[str, ...]:
    return tuple(value for model in models for value in model.objects.values_list(field, flat=True))


OF_FOLDERS: dict[str, Callable[[], tuple[str, ...]]] = {
    "tin/": partial(_codes, Article, ArticleAddress, field="slug"),
    "chuyen-muc/": partial(_codes, Section, field="slug"),
    "the/": partial(_codes, Tag, field="slug"),
    "tac-gia/": partial(_codes, Author, field="slug"),
    "chi-so/": partial(_codes, Indicator),
    "bang/": partial(_codes, TableSnapshot),
}


def text_of(response: HttpResponse) -> str:
    """The answer with its headers; of a workbook, what is in its parts."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as workbook:
            content = b"\n".join(workbook.read(name) for name in workbook.namelist())
    return f"{content.decode(errors='replace')}\n{response.headers}"


def links_in(text: str, address: str) -> Iterator[str]:
    """Addresses of this site that a page leads to."""
    found = re.findall(r'(?:href|src|action)="([^"]+)"|<(?:loc|link|id)>([^<]+)<|"url": ?"([^"]+)"', text)
    for link in (html.unescape(next(filter(None, each))) for each in found):
        whole = urlsplit(urljoin(f"{settings.SITE_URL}{address}", link))
        if f"{whole.scheme}://{whole.netloc}" == settings.SITE_URL and not NOT_FOR_READERS.match(whole.path[1:]):
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def crawl() -> dict[str, HttpResponse]:
    """The answer of every public address, its text under `told`."""
    client = Client()
    waiting = [address for route in public_patterns() for address in addresses_of(route)]
    waiting += [f"/en{address}" for address in waiting]
    waiting += QUESTIONS
    answers: dict[str, HttpResponse] = {}
    queries: Counter[str] = Counter()
    while waiting:
        address = waiting.pop()
        path, _, query = address.partition("?")
        if address in answers or (query and queries[path] >= MOST_QUERIES and address not in QUESTIONS):
            continue
        queries[path] += bool(query)
        assert len(answers) < MOST_ADDRESSES, "The crawl does not come to an end."
        answers[address] = response = client.get(address)
        assert response.status_code < 500, f"{address} answers {response.status_code}"
        response.told = text_of(response)
        if response.status_code == 200:
            waiting += links_in(response.told, address)
    return answers


def without_separators(text: str) -> str:
    """Digits as they are in any notation: 918.273, 918,273 and 918 273 are all 918273."""
    return re.sub(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3})", "", text)


@pytest.mark.usefixtures("planted")
def test_no_public_address_shows_or_names_what_is_kept_back() -> None:
    answers = crawl()

    shown = [answer for answer in answers.values() if answer.status_code == 200]
    everything = "\n".join(answer.told for answer in shown)
    for known in KNOWN_PUBLIC:
        assert known in everything
    for address in REACHED:
        assert answers[address].status_code == 200, address
    for address, answer in answers.items():
        leaked = re.search(rf"{WORD}[^<\"]*", html.unescape(answer.told))
        assert leaked is None, f"{address} shows “{leaked[0]}”"
        digits = without_separators(answer.told)
        for place, value in SECRET_VALUES.items():
            assert value not in digits, f"{address} shows the value of the {place}"
    linked = {link for answer in shown for link in links_in(answer.told, answer.request["PATH_INFO"])}
    for slug in ("ban-nhap", "draft-story", "hen-gio", "bai-cho-dot", "da-go", "dia-chi-sau", "chi-tieu-kin"):
        assert not [link for link in linked if slug in link]


@pytest.mark.usefixtures("planted")
def test_everything_shows_once_its_minute_has_come() -> None:
    """The same crawl sees the same secrets when they are secrets no more: it does look where they would be."""
    just_now = timezone.now() - dt.timedelta(minutes=1)
    Release.objects.filter(code="dot-cho").update(published_at=just_now)
    Article.objects.filter(slug="hen-gio").update(published_at=just_now)
    Article.objects.filter(slug="ban-cho").update(next_at=just_now)

    everything = html.unescape("\n".join(answer.told for answer in crawl().values()))

    for place in ("scheduled", "article of a coming release", "next edition", "footnote of a revision"):
        assert secret(place) in everything
    digits = without_separators(everything)
    for place in ("embargoed observation", "embargoed revision", "embargoed target"):
        assert SECRET_VALUES[place] in digits, place
