"""What every public page sends, and what it answers to parameters that nobody meant."""

from __future__ import annotations

import itertools
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver

from indicators.exchange.formats import FORMATS
from reports.kept_pages import KEPT
from reports.search_marks import Facet
from tests.factories import make_indicator, make_observation, make_published_article, make_section
from tests.reports.test_nothing_leaks import addresses_of, public_patterns

pytestmark = pytest.mark.django_db

TABLE = "chi-tieu=xi-mang&ky=2018-Q1&dia-ban=lang-son"
PAGES = (
    *("/", "/en/", "/tin/", "/tin/tin/", "/en/tin/story/", "/chuyen-muc/cong-nghiep/", "/chi-so/", "/chi-so/xi-mang/"),
    *("/lich-cong-bo/", f"/tra-cuu/?{TABLE}", "/khong-co/", "/tin/?truoc=sai"),
)
# Parameters that some page reads, and one that none does.
NAMES = (
    *("truoc", "sau", "q", "tim", "linh-vuc", "chi-tieu", "ky", "dia-ban", "so", "loai-ky", "tu", "den", "dong"),
    *("bieu-do", "tong", "ten", "ngay", "so-lieu", "bang-1-sort", "p", "page", "loai", "chuyen-muc", "cursor", "limit"),
    *("nam", "thang", "so-voi", "khong-ai-doc"),
)
ODD = (
    *(
        "",
        "0",
        "-1",
        "9" * 40,
        "1e309",
        "NaN",
        "null",
        "\x00",
        "%",
        "%00",
        "../../etc/passwd",
        "' OR 1=1 --",
        "<script>",
    ),
    *("２０１８", "\u202e2018", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "2018-13", "2018-02-30"),
    *("0001-01-01", "9999-12-31T23:59", "2018..", "..", "2018..1900", ",", ",,,", "a," * 300, "x" * 1500, "[]", "{}"),
    *("-", "--c2", "*", "(", "\\", "\n\r", '"', "xi-mang,xi-mang,xi-mang", "Z" * 200, "20180101T000000000000.1", "🏭"),
)


@pytest.fixture(autouse=True)
def site() -> None:
    make_section("cong-nghiep")
    cement = make_indicator("xi-mang", is_headline=True)
    make_observation("230", indicator=cement)
    table = {
        **{"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"], "measures": ["value"]},
        **{"caption": "Bảng", "rows": "indicators", "chart": "line"},
    }
    story = make_published_article("tin", tables=[table])
    make_published_article("story", language="en", translation_of=story)


@pytest.mark.parametrize("address", PAGES)
def test_public_page_runs_nothing_inline_asks_for_no_device_and_sets_no_cookie(address: str, client: Client) -> None:
    response = client.get(address)

    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "default-src 'self'" in policy
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    text = response.content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert all("src=" in part or "application/ld+json" in part for part in text.split("<script")[1:])


def test_site_on_https_insists_on_it_on_every_page(settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.KEEP_PAGES = True
    client = Client()

    for address in PAGES * 2:
        assert client.get(address, secure=True)["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("is_kept", [False, True])
def test_odd_parameters_never_fail_a_page(is_kept: bool, client: Client, settings) -> None:
    settings.KEEP_PAGES = is_kept
    addresses = [address for address in PAGES if "?" not in address]
    addresses += ["/tra-cuu/", "/tra-cuu/nhung/", "/chi-so/xi-mang.csv", "/rss/", "/feed.json", "/sitemap.xml"]
    addresses += [f"/tra-cuu.{extension}" for extension in FORMATS]
    for route in public_patterns():
        if "<" not in route and f"/{route}" not in addresses:
            addresses += addresses_of(route)

    # Each name meets each odd value on some page, each page meets each name.
    pairs = list(itertools.product(NAMES, ODD))
    for number, address in enumerate(addresses):
        for name, odd in pairs[number % 31 :: 31]:
            asked = f"{address}?{name}={quote(odd, safe='')}"
            response = client.get(asked)
            assert response.status_code < 500, asked


@pytest.mark.parametrize("name", [name for name in NAMES if name != "khong-ai-doc"])
def test_nul_character_in_any_parameter_never_fails_a_page_that_reads_it(name: str, client: Client) -> None:
    for address in ("/tin/", "/chi-so/", "/chi-so/xi-mang/", "/tra-cuu/", "/tim-kiem/", "/lich-cong-bo/"):
        assert client.get(f"{address}?{name}=%00").status_code < 500, address
        assert client.get(f"{address}?q=xi&{name}=a%00b").status_code < 500, address


@pytest.mark.parametrize(
    "query",
    ["%", "%ff=%fe", "&&&===", "a" * 5000, "=".join("ab" * 40), "&".join(f"n{i}=1" for i in range(900)), "q=%C3"],
)
def test_odd_query_strings_never_fail_a_page(query: str, client: Client, settings) -> None:
    settings.KEEP_PAGES = True

    for address in ("/", "/tin/", "/chi-so/", "/chi-so/xi-mang/", "/tra-cuu/", "/tin/tin/"):
        assert client.get(f"{address}?{query}").status_code < 500


def test_what_could_not_be_read_is_said_in_the_readers_language(client: Client) -> None:
    vietnamese = client.get("/tin/?truoc=hom-qua")
    english = client.get("/en/tin/?truoc=hom-qua")

    assert (vietnamese.status_code, english.status_code) == (400, 400)
    assert 'lang="vi"' in vietnamese.content.decode()
    assert 'lang="en"' in english.content.decode()


@pytest.mark.parametrize(
    ("address", "start"),
    [
        *(("/tin/?truoc=sai", "/tin/"), ("/en/chi-so/xi-mang/?tu=sai", "/en/chi-so/xi-mang/")),
        *(("/chi-so/xi-mang.png?tu=sai", "/chi-so/xi-mang/"), ("/tra-cuu.csv", "/tra-cuu/")),
        *(("/tra-cuu/nhung/", "/tra-cuu/"), ("/tin/tin/?so-lieu=sai", "/tin/tin/")),
        *(("/tin/tin/bang-1.csv?so-lieu=sai", "/tin/tin/"), ("/tin/tin/bang-1.svg?so-lieu=sai", "/tin/tin/")),
    ],
)
def test_what_could_not_be_read_leads_to_where_one_begins_anew(address: str, start: str, client: Client) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert f'<a href="{start}">' in response.content.decode()
    assert client.get(start).status_code == 200


def test_figures_asked_for_by_an_unknown_word_are_refused_with_the_words_that_are_known(client: Client) -> None:
    response = client.get("/en/tin/story/?so-lieu=hom-qua")

    assert response.status_code == 400
    assert "hom-qua" in response.content.decode()
    assert "khi-dang, hien-nay" in response.content.decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", [*PAGES[:9], "/chi-so/xi-mang.csv", "/rss/", "/robots.txt"])
def test_a_public_page_that_is_sent_something_says_that_it_is_only_read(method: str, address: str) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.generic(method, address, b"a=1", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert not response.cookies
    assert ("only for reading" if address.startswith("/en/") else "chỉ để đọc") in response.content.decode()


def test_a_form_of_the_admin_that_ran_out_says_so_in_the_portals_look() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "Biểu mẫu đã hết hạn" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/tin/xuat-khau-thang-5/", "xuat khau thang 5"),
        ("/chi-so/xi-mangg.csv", "xi mangg"),
        ("/en/tin/luu-tru/2018/99/", "luu tru"),
        ("/tin/%22%3E%3Cscript%3E/", "script"),
        ("/tin/%FF/", "tin"),
        ("/2018/", ""),
    ],
)
def test_an_address_that_leads_nowhere_offers_to_look_for_its_words(address: str, words: str, client: Client) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert f'name="q" value="{words}"' in response.content.decode()


def test_views_that_are_kept_are_views_that_exist() -> None:
    assert view_names(get_resolver()) >= KEPT.keys()


@pytest.mark.parametrize("facet", Facet)
def test_a_search_is_kept_however_it_is_narrowed(facet: Facet) -> None:
    assert KEPT["reports:search"].reads(facet.value)


def test_kept_pages_are_answered_before_sessions_are_looked_at() -> None:
    order = settings.MIDDLEWARE

    assert order.index("reports.page_cache.PageCacheMiddleware") < min(
        order.index(f"django.{name}")
        for name in (
            "middleware.security.SecurityMiddleware",
            "contrib.sessions.middleware.SessionMiddleware",
            "contrib.auth.middleware.AuthenticationMiddleware",
        )
    )


def view_names(resolver: URLResolver, before: str = "") -> set[str]:
    """The names of all views, with their namespaces."""
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= view_names(entry, f"{before}{entry.namespace}:" if entry.namespace else before)
        elif entry.name:
            found.add(before + entry.name)
    return found
