"""The read API: exact figures, nothing early, open to every origin at a fair rate, as its description says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import rdflib
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from schemathesis.specs.openapi.checks import positive_data_acceptance

from indicators.api import Asked, observations
from indicators.exchange.formats import FORMATS
from indicators.models import Change, ObservationVersion
from indicators.periods import Period
from reports import api_access
from tests.factories import make_article, make_indicator, make_observation, make_published_article, make_release

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.fixture(autouse=True)
def _fresh_count() -> None:
    cache.clear()


def get(client: Client, path: str, **parameters: str) -> Any:
    response = client.get(ROOT + path, parameters)
    assert response.status_code == 200, response.content
    return response.json()


def test_a_figure_is_given_with_its_published_digits(client: Client):
    make_observation("2435.20", indicator=make_indicator("xi-mang"), printed_growth_yoy="11.20")

    [row] = get(client, "observations", indicator="xi-mang")["observations"]

    assert (row["value"], row["printed_growth_yoy"], row["period"]) == ("2435.20", "11.20", "2018-Q1")
    assert (row["absence"], row["status"]) == (None, "estimate")


def test_pages_follow_each_other_by_cursor(client: Client):
    indicator = make_indicator("xi-mang")
    for month in range(1, 6):
        make_observation(str(month), indicator=indicator, period=Period.of_month(2018, month))

    first = get(client, "observations", limit="3")
    second = get(client, "observations", limit="3", cursor=str(first["next_cursor"]))

    assert [row["value"] for row in first["observations"] + second["observations"]] == ["1", "2", "3", "4", "5"]
    assert second["next_cursor"] is None


def test_figures_are_narrowed_by_area_period_and_years(client: Client):
    indicator = make_indicator("xi-mang")
    make_observation("1", indicator=indicator, period=Period.of_month(2017, 1))
    make_observation("2", indicator=indicator, period=Period.of_year(2018))

    by_period = get(client, "observations", period="2018")
    by_years = get(client, "observations", to_year="2017", area="lang-son", months="1")

    assert [row["value"] for row in by_period["observations"]] == ["2"]
    assert [row["value"] for row in by_years["observations"]] == ["1"]


def test_figures_are_given_as_the_public_saw_them_on_a_day(client: Client):
    observation = make_observation("230", indicator=make_indicator("xi-mang"))
    last_week = timezone.now() - dt.timedelta(days=7)
    ObservationVersion.objects.filter(pk__gt=0)._raw_delete("default")
    old = ObservationVersion.of_change(observation, before=None, after=observation.content(), change=Change())
    old.save()
    super(type(ObservationVersion.objects.all()), ObservationVersion.objects.all()).update(recorded_at=last_week)
    observation.value = observation.value + 1
    observation.save()

    then = get(client, "observations", indicator="xi-mang", as_of=(timezone.localdate() - dt.timedelta(2)).isoformat())
    now = get(client, "observations", indicator="xi-mang")

    assert [row["value"] for row in then["observations"]] == ["230"]
    assert [row["value"] for row in now["observations"]] == ["231"]


def test_nothing_under_embargo_or_unpublished_is_given(client: Client):
    make_observation("1", indicator=make_indicator("mat"), release=make_release("sap-toi", in_hours=2))
    make_observation("2", indicator=make_indicator("noi-bo", is_public=False))
    make_article("nhap")
    make_published_article("sap-dang", in_hours=2)

    assert get(client, "observations")["observations"] == []
    assert get(client, "articles")["articles"] == []
    assert [row["code"] for row in get(client, "indicators")] == ["mat"]
    assert client.get(f"{ROOT}articles/sap-dang").status_code == 404
    assert client.get(f"{ROOT}indicators/noi-bo").status_code == 404
    [release] = get(client, "releases")
    assert (release["code"], release["is_out"]) == ("sap-toi", False)


def test_an_article_is_given_with_its_text(client: Client):
    make_published_article("bai", title="Xi măng tăng", body="<p>230 nghìn tấn.</p>")

    article = get(client, "articles/bai")

    assert (article["title"], article["body_html"]) == ("Xi măng tăng", "<p>230 nghìn tấn.</p>")


def test_the_catalogue_is_told_in_dcat(client: Client):
    make_indicator("xi-mang", name_vi="Xi măng")

    catalogue = get(client, "catalog.jsonld")

    [dataset] = catalogue["dcat:dataset"]
    assert catalogue["@type"] == "dcat:Catalog"
    assert dataset["dct:identifier"] == "xi-mang"
    assert dataset["dcat:distribution"][0]["dcat:downloadURL"].endswith("/chi-so/xi-mang.csv")


def test_the_catalogue_is_read_as_linked_data_with_all_that_dcat_ap_demands(client: Client, settings: Any):
    settings.SITE_URL = "https://so-lieu.example"
    make_indicator("xi-mang", name_vi="Xi măng", name_en="")

    dcat, dct = rdflib.DCAT, rdflib.DCTERMS
    read = rdflib.Graph().parse(data=client.get(f"{ROOT}catalog.jsonld").content, format="json-ld")

    [catalogue] = read.subjects(rdflib.RDF.type, dcat.Catalog)
    [dataset] = read.objects(catalogue, dcat.dataset)
    [service] = read.objects(catalogue, dcat.service)
    distributions = set(read.objects(dataset, dcat.distribution))
    for thing, needed in (
        (catalogue, (dct.title, dct.description, dct.publisher)),
        (dataset, (dct.title, dct.description)),
        (service, (dct.title, dcat.endpointURL)),
        *((each, (dcat.accessURL,)) for each in distributions),
    ):
        assert [predicate for predicate in needed if (thing, predicate, None) not in read] == []
    assert len(distributions) == len(FORMATS)
    for predicate in (dct.license, dct.publisher, dcat.accessURL, dcat.downloadURL, dcat.mediaType):
        assert all(isinstance(link, rdflib.URIRef) for link in read.objects(None, predicate))
    assert all(str(text) for text in read.objects(None, dct.title))
    assert (None, rdflib.FOAF.name, None) in read


def test_every_origin_may_read_and_no_cookie_is_set(client: Client):
    response = client.get(f"{ROOT}topics")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert client.options(f"{ROOT}topics").status_code == 204


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_did_not_change_is_not_sent_again(client: Client, settings: Any):
    settings.KEEP_PAGES = True
    make_indicator("xi-mang")
    first = client.get(f"{ROOT}indicators")

    again = client.get(f"{ROOT}indicators", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/indicators", "/api/v1/openapi.json"])
def test_head_is_answered_as_get_without_the_body(client: Client, address: str):
    read = client.get(address)

    response = client.head(address)

    assert response.status_code == 200
    assert response.content == b""
    assert response["Content-Type"] == read["Content-Type"]
    assert response["Content-Length"] == str(len(read.content))


def test_what_is_not_there_or_not_taken_is_told_as_json(client: Client):
    missing = client.get("/api/v1/khong-co")
    written = client.post("/api/v1/articles", {"title": "x"})

    assert (missing.status_code, "openapi.json" in missing.json()["detail"]) == (404, True)
    assert (written.status_code, written["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert written.json() == {"detail": "the API is only read"}


def test_the_rate_is_told_and_then_refused(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(api_access, "REQUESTS", 2)

    answers = [client.get(f"{ROOT}topics") for _ in range(3)]

    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) <= api_access.SECONDS


@pytest.mark.parametrize(
    "query",
    ["period=2018-13", "period=x", "cursor=-1", "limit=0", "limit=5000", "as_of=2018-02-30", "as_of=2018-05-01"],
)
def test_a_parameter_that_cannot_be_read_is_refused(client: Client, query: str):
    assert client.get(f"{ROOT}observations?{query}").status_code in (400, 422)


def test_a_page_of_figures_costs_the_same_queries_however_many_there_are(client: Client, django_assert_num_queries):
    indicator = make_indicator("xi-mang")
    for month in range(1, 13):
        make_observation(str(month), indicator=indicator, period=Period.of_month(2018, month))

    with django_assert_num_queries(1):
        observations(None, Asked(limit=2))  # type: ignore[arg-type]
    with django_assert_num_queries(1):
        observations(None, Asked(limit=100))  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_the_api_keeps_to_its_description():
    make_observation(indicator=make_indicator("xi-mang"))
    make_published_article("bai")
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}openapi.json", WSGIHandler())

    operations = [result.ok() for result in schema.get_all_operations()]
    for operation in operations:

        @trials(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def keeps_to_it(case: schemathesis.Case) -> None:
            cache.clear()
            # A cursor or a month can be well formed and yet mean nothing; such a one is refused.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        keeps_to_it()
    assert len(operations) >= 9


def test_an_article_that_moved_or_was_withdrawn_says_so(client: Client):
    article = make_published_article("cu")
    article.slug = "moi"
    article.save()
    moved = client.get(f"{ROOT}articles/cu")

    article.withdrawn_at, article.withdrawal_reason = timezone.now(), "Số liệu nguồn sai."
    article.save()
    gone = [client.get(f"{ROOT}articles/{slug}") for slug in ("cu", "moi")]

    assert (moved.status_code, moved["Location"]) == (301, f"{ROOT}articles/moi")
    assert [(answer.status_code, answer.json()["detail"]) for answer in gone] == [(410, "Số liệu nguồn sai.")] * 2
