"""What the panel of figures asks while an article is written: verdicts, keeping, choosing an indicator, recording."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Change, Indicator, IndicatorAlias, Observation, Status
from indicators.services.recording import record
from reports.models import KeptFigure
from reports.services.found_figures import find_figures
from tests.factories import make_article, make_release, make_user
from tests.reports.checking.lang_son import BODY, make_catalogue, record_first_quarter, state

pytestmark = pytest.mark.django_db
WRONG = BODY.replace("769", "796")
TITLE = "Công nghiệp, thương mại quý I/2018"
NEW = "<p>Quý I năm 2018, sản lượng thuốc lá điếu ước đạt 12,5 triệu bao, tăng 3,1% so với cùng kỳ.</p>"


@pytest.fixture
def catalogue(db: None) -> dict[str, Indicator]:
    indicators = make_catalogue()
    record_first_quarter(indicators)
    return indicators


def ask(client: Client, what: str, **data: Any) -> Any:
    told = {"title": TITLE, "lead": "", "body": BODY, "source": "Sở Công Thương", "release": "", "article": "", **data}
    return client.post(reverse(f"admin:reports_figures_{what}"), told, content_type="application/json")


def found(client: Client, body: str, **data: Any) -> list[dict[str, Any]]:
    return ask(client, "check", body=body, **data).json()["figures"]


def claim_of(client: Client, body: str, **data: Any) -> str:
    return found(client, body, **data)[0]["claim"]


def test_figures_of_a_text_that_nobody_saved_are_checked(desk: Client, catalogue: dict[str, Indicator]):
    answer = ask(desk, "check", body=WRONG).json()

    verdicts = [figure["verdict"] for figure in answer["figures"]]
    assert (verdicts.count("agrees"), verdicts.count("differs")) == (22, 1)
    assert "22 khớp" in answer["said"]
    assert "796 triệu USD" in answer["html"]
    (differing,) = [figure for figure in answer["figures"] if figure["verdict"] == "differs"]
    assert differing["replacement"]["text"] == "769 triệu USD"
    assert differing["attributes"]["data-indicator"] == "xk"


def test_places_in_title_and_lead_are_those_of_their_fields(desk: Client, catalogue: dict[str, Indicator]):
    lead = "Quý I năm 2018 🙂 có nhiều tín hiệu tốt.\n\nXi măng ước đạt 231 nghìn tấn."

    figure = found(desk, "<p>.</p>", lead=lead)[0]

    start, end = figure["field"]["start"], figure["field"]["end"]
    assert figure["field"]["name"] == "lead"
    assert lead.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "231 nghìn tấn"


def test_the_form_s_release_decides_which_figures_are_known(desk: Client, catalogue: dict[str, Indicator]):
    release = make_release(in_hours=5)
    cement = catalogue["xi-mang"]
    record([state(cement, "231")], change=Change(reason="Số chính thức"), release=release)
    body = "<p>Quý I năm 2018, xi măng ước đạt 231 nghìn tấn.</p>"

    without, with_it = found(desk, body), found(desk, body, release=str(release.pk))

    assert [without[0]["verdict"], with_it[0]["verdict"]] == ["differs", "agrees"]


def test_a_check_asks_as_much_for_many_figures_as_for_few(desk: Client, catalogue: dict[str, Indicator]):
    article = make_article(body="<p>.</p>")
    counts = []

    for body in (BODY, WRONG * 5):
        with CaptureQueriesContext(connection) as queries:
            ask(desk, "check", body=body, article=str(article.pk))
        counts.append(len(queries))

    # Session, person, permissions (2), article, tables; indicators, other names, areas, totals, observations, plans;
    # kept figures, and who may record.
    assert counts == [14, 14]


@pytest.mark.parametrize("what", ["check", "keep", "cite", "indicators", "observation"])
def test_only_who_may_change_articles_may_ask(client_of: Any, catalogue: dict[str, Indicator], what: str):
    stranger = client_of(make_user("nguoi-la", "reports.view_article", "indicators.add_observation"))

    assert ask(stranger, what).status_code == 403
    assert ask(Client(), what).status_code == 302


@pytest.mark.parametrize("what", ["check", "keep", "cite", "indicators", "observation"])
def test_a_question_without_its_token_is_refused(writer: User, catalogue: dict[str, Indicator], what: str):
    careless = Client(enforce_csrf_checks=True)
    careless.force_login(writer)

    assert ask(careless, what).status_code == 403


def test_a_question_that_is_no_question_is_refused(desk: Client, catalogue: dict[str, Indicator]):
    address = reverse("admin:reports_figures_check")

    assert desk.get(address).status_code == 405
    assert desk.post(address, "{", content_type="application/json").status_code == 400
    assert desk.post(address, "[1]", content_type="application/json").status_code == 400
    assert ask(desk, "check", article="999999").status_code == 404
    assert ask(desk, "check", article="x' OR 1").status_code == 404
    assert ask(desk, "check", release="nan").status_code == 200


def test_hostile_markup_is_cleaned_before_it_is_read_and_never_comes_back(
    desk: Client, catalogue: dict[str, Indicator]
):
    body = "<p>Quý I năm 2018, <img src=x onerror=alert(1)>xi măng <script>x</script>đạt 231 nghìn &lt;b&gt; tấn.</p>"

    html = ask(desk, "check", body=body).json()["html"]

    assert "<img" not in html
    assert "<script" not in html
    assert "<b>" not in html


# --- Keeping ---------------------------------------------------------------------------------------------------------


def differing_ref(client: Client, **data: Any) -> str:
    (ref,) = [figure["ref"] for figure in found(client, WRONG, **data) if figure["verdict"] == "differs"]
    return ref


def test_a_figure_that_differs_is_kept_with_a_reason(desk: Client, writer: User, catalogue: dict[str, Indicator]):
    article = make_article(body=WRONG)
    about = {"body": WRONG, "article": str(article.pk)}

    answer = ask(desk, "keep", ref=differing_ref(desk), reason="Số của Hải quan", **about)

    kept = KeptFigure.objects.get()
    assert (kept.article, kept.reason, kept.kept_by, kept.is_accepted) == (article, "Số của Hải quan", writer, False)
    assert "Giữ lại: Số của Hải quan (bientap)" in answer.json()["html"]


def test_a_reviewer_s_reason_is_an_acceptance(review_desk: Client, reviewer: User, catalogue: dict[str, Indicator]):
    article = make_article(body=WRONG)

    ask(
        review_desk,
        "keep",
        ref=differing_ref(review_desk),
        reason="Đã hỏi Hải quan",
        body=WRONG,
        article=str(article.pk),
    )

    assert KeptFigure.objects.get().accepted_by == reviewer


def test_a_reviewer_who_leaves_the_writer_s_reason_accepts_it_as_the_writer_s(
    desk: Client, review_desk: Client, writer: User, reviewer: User, catalogue: dict[str, Indicator]
):
    about = {"body": WRONG, "article": str(make_article(body=WRONG).pk), "reason": "Số của Hải quan"}

    for client in (desk, review_desk):
        ask(client, "keep", ref=differing_ref(client), **about)

    kept = KeptFigure.objects.get()
    assert (kept.kept_by, kept.accepted_by) == (writer, reviewer)


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_kept_without_a_reason(desk: Client, catalogue: dict[str, Indicator], reason: str):
    article = make_article(body=WRONG)

    answer = ask(desk, "keep", ref=differing_ref(desk), reason=reason, body=WRONG, article=str(article.pk))

    assert answer.status_code == 422
    assert "lý do" in answer.json()["problem"]
    assert not KeptFigure.objects.exists()


def test_a_reason_needs_an_article_that_is_saved(desk: Client, catalogue: dict[str, Indicator]):
    answer = ask(desk, "keep", ref=differing_ref(desk), reason="Vì thế", body=WRONG)

    assert answer.status_code == 422


def test_a_figure_that_is_no_longer_there_is_not_kept(desk: Client, catalogue: dict[str, Indicator]):
    article = make_article(body=WRONG)

    answer = ask(desk, "keep", ref=differing_ref(desk), reason="Vì thế", body=BODY, article=str(article.pk))

    assert answer.status_code == 422
    assert not KeptFigure.objects.exists()


# --- Choosing an indicator -------------------------------------------------------------------------------------------

UNKNOWN = (
    "<p>Quý I năm 2018, sản lượng clinker và xi măng các loại ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ.</p>"
)


def test_an_unknown_name_is_bound_to_the_indicator_that_is_chosen(desk: Client, catalogue: dict[str, Indicator]):
    answer = ask(desk, "cite", body=UNKNOWN, claim=claim_of(desk, UNKNOWN), indicator="xi-mang").json()

    attributes = [binding["attributes"] for binding in answer["bindings"]]
    assert [(a["data-indicator"], a["data-measure"], a["data-period"]) for a in attributes] == [
        ("xi-mang", "value", "2018-Q1"),
        ("xi-mang", "growth_yoy", "2018-Q1"),
    ]
    assert all(a["data-version"] for a in attributes)
    assert not IndicatorAlias.objects.filter(text__contains="clinker").exists()


def test_a_name_is_remembered_by_those_who_may(desk: Client, client_of: Any, catalogue: dict[str, Indicator]):
    namer = client_of(make_user("dat-ten", "reports.change_article", "indicators.add_indicatoralias"))

    for client in (desk, namer):
        ask(client, "cite", body=UNKNOWN, claim=claim_of(client, UNKNOWN), indicator="xi-mang", remember=True)
        assert IndicatorAlias.objects.filter(text__contains="clinker").exists() is (client is namer)

    assert found(desk, UNKNOWN)[0]["verdict"] == "agrees"


def test_nothing_is_bound_to_what_the_database_does_not_have(desk: Client, catalogue: dict[str, Indicator]):
    for indicator in ("grdp", "khong-co"):
        answer = ask(desk, "cite", body=UNKNOWN, claim=claim_of(desk, UNKNOWN), indicator=indicator)
        assert answer.status_code == 422


def test_indicators_are_found_by_every_name_and_without_diacritics(desk: Client, catalogue: dict[str, Indicator]):
    def codes(term: str) -> list[str]:
        return [each["code"] for each in ask(desk, "indicators", term=term).json()["found"]]

    assert codes("xi mang")[0] == "xi-mang"
    assert codes("đá xây dựng") == ["da"]
    assert codes("không có gì như thế") == []
    assert codes("") == []


# --- Recording -------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(client_of: Any) -> Client:
    rights = ("reports.change_article", "indicators.add_observation", "indicators.add_indicator")
    return client_of(make_user("so-lieu", *rights))


FIELDS = {
    "so-lieu-indicator": "grdp",
    "so-lieu-area": "lang-son",
    "so-lieu-period": "Quý I/2018",
    "so-lieu-value": "8.000,5",
    "so-lieu-unit": "tỷ đồng",
    "so-lieu-status": "estimate",
    "so-lieu-growth_yoy": "7,1",
    "so-lieu-source": "Sở Công Thương",
}
GRDP = "<p>Quý I năm 2018, GRDP ước đạt 8.000,5 tỷ đồng, tăng 7,1% so với cùng kỳ.</p>"


def test_a_sentence_fills_the_form_of_an_observation(officer: Client, catalogue: dict[str, Indicator]):
    html = ask(officer, "observation", body=GRDP, claim=claim_of(officer, GRDP)).json()["html"]

    for name, value in FIELDS.items():
        if name not in ("so-lieu-area", "so-lieu-status"):
            assert f'name="{name}" value="{value}"' in html
    assert '<option value="lang-son" selected>' in html
    assert '<option value="estimate" selected>' in html
    assert "công khai ngay khi ghi" in html
    assert not Observation.objects.filter(indicator__code="grdp").exists()


def test_an_observation_is_written_through_the_data_service(officer: Client, catalogue: dict[str, Indicator]):
    answer = ask(officer, "observation", body=GRDP, claim=claim_of(officer, GRDP), fields=FIELDS)

    row = Observation.objects.get(indicator__code="grdp")
    version = row.indicator.versions.get()
    assert (str(row.value), row.status, str(row.printed_growth_yoy)) == ("8000.5", Status.ESTIMATE, "7.1")
    assert (row.source, row.period.sdmx) == ("Sở Công Thương", "2018-Q1")
    assert version.actor.username == "so-lieu"
    assert TITLE in version.reason
    assert "Đã ghi số liệu" in answer.json()["said"]
    assert [figure["verdict"] for figure in found(officer, GRDP)] == ["agrees", "agrees"]


def test_an_observation_of_an_article_of_a_coming_release_waits_with_it(
    officer: Client, catalogue: dict[str, Indicator]
):
    release = make_release(in_hours=5)
    about = {"body": GRDP, "claim": claim_of(officer, GRDP), "release": str(release.pk)}

    html = ask(officer, "observation", **about).json()["html"]
    ask(officer, "observation", fields=FIELDS, **about)

    assert "không ai ngoài trang quản trị thấy trước" in html
    assert Observation.objects.get(indicator__code="grdp").release == release
    assert not Observation.objects.public().filter(indicator__code="grdp").exists()


def test_a_new_indicator_is_made_with_its_first_observation(officer: Client, catalogue: dict[str, Indicator]):
    fields = FIELDS | {
        "so-lieu-indicator": "",
        "so-lieu-name": "Thuốc lá điếu",
        "so-lieu-topic": "kinh-te",
        "so-lieu-value": "12,5",
        "so-lieu-unit": "triệu bao",
        "so-lieu-growth_yoy": "3,1",
    }

    ask(officer, "observation", body=NEW, claim=claim_of(officer, NEW), fields=fields)

    made = Indicator.objects.get(name_vi="Thuốc lá điếu")
    assert (made.code, made.topic.code, made.unit.symbol_vi, made.decimals) == (
        "thuoc-la-dieu",
        "kinh-te",
        "triệu bao",
        1,
    )
    assert [figure["verdict"] for figure in found(officer, NEW)] == ["agrees", "agrees"]


def test_a_value_is_kept_in_the_indicator_s_own_unit(officer: Client, catalogue: dict[str, Indicator]):
    fields = FIELDS | {"so-lieu-value": "8", "so-lieu-unit": "nghìn tỷ đồng"}

    ask(officer, "observation", body=GRDP, claim=claim_of(officer, GRDP), fields=fields)

    assert Observation.objects.get(indicator__code="grdp").value == 8000


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"so-lieu-unit": "nghìn tấn"}, "không đổi được"),
        ({"so-lieu-value": ""}, "hãy nhập giá trị"),
        ({"so-lieu-value": "tám nghìn"}, "so-lieu-value"),
        ({"so-lieu-period": "quý V/2018"}, "so-lieu-period"),
        ({"so-lieu-indicator": "xi-mang", "so-lieu-unit": "nghìn tấn"}, "đã có số liệu"),
        ({"so-lieu-indicator": "", "so-lieu-name": "", "so-lieu-topic": ""}, "Hãy chọn một chỉ tiêu"),
        ({"so-lieu-indicator": "", "so-lieu-name": "Xi măng", "so-lieu-topic": "kinh-te"}, "đã có chỉ tiêu"),
    ],
)
def test_what_cannot_be_written_is_said_beside_the_fields(
    officer: Client, catalogue: dict[str, Indicator], changed: dict[str, str], message: str
):
    before = Observation.objects.count(), Indicator.objects.count()

    answer = ask(officer, "observation", body=GRDP, claim=claim_of(officer, GRDP), fields=FIELDS | changed)

    assert message in answer.json()["html"]
    assert "errorlist" in answer.json()["html"]
    assert (Observation.objects.count(), Indicator.objects.count()) == before


def test_growth_that_the_database_lacks_is_added_to_its_observation(client_of: Any, catalogue: dict[str, Indicator]):
    record([state(catalogue["grdp"], "8000.5")], change=Change(reason="Nhập tay"))
    officer = client_of(
        make_user("so-lieu", "reports.change_article", "indicators.add_observation", "indicators.change_observation")
    )

    ask(officer, "observation", body=GRDP, claim=claim_of(officer, GRDP), fields=FIELDS)

    row = Observation.objects.get(indicator__code="grdp")
    assert (str(row.value), str(row.printed_growth_yoy)) == ("8000.5", "7.1")


def test_who_may_not_write_figures_is_told_who_may(desk: Client, member: Any, catalogue: dict[str, Indicator]):
    member("Số liệu", "lan-anh")
    about = {"body": GRDP, "claim": claim_of(desk, GRDP)}

    html = ask(desk, "check", body=GRDP).json()["html"]
    answer = ask(desk, "observation", fields=FIELDS, **about)

    assert "Người ghi được số liệu: lan-anh" in html
    assert "Tạo số liệu từ câu này" not in html
    assert "không có quyền" in answer.json()["html"]
    assert not Observation.objects.filter(indicator__code="grdp").exists()


def test_a_figure_s_name_stays_when_text_is_written_before_it(catalogue: dict[str, Indicator]):
    before, after = (find_figures(make_article(body=body)) for body in (BODY, "<p>Mở đầu.</p>" + BODY))

    assert [each.ref for each in before.figures] == [each.ref for each in after.figures]
    assert len({each.ref for each in before.figures}) == len(before.figures)


@pytest.mark.parametrize(
    "strange",
    [
        {"title": "Xuất khẩu \ud800 đạt 796 triệu USD"},
        {"title": "Xi măng\x00 quý I/2018 đạt 231 nghìn tấn"},
        {"title": ["a"], "body": {"b": 1}, "lead": 7},
        {"release": "٣", "article": ""},
        {"release": "9" * 40},
    ],
)
def test_a_strange_question_is_answered_all_the_same(
    desk: Client, catalogue: dict[str, Indicator], strange: dict[str, Any]
):
    assert ask(desk, "check", **strange).status_code == 200


def test_a_question_nested_without_end_is_refused(desk: Client, catalogue: dict[str, Indicator]):
    nested = "[" * 100_000 + "]" * 100_000

    answer = desk.post(reverse("admin:reports_figures_check"), nested, content_type="application/json")

    assert answer.status_code == 400


def test_who_may_only_look_sees_the_figures_without_buttons(client_of: Any, catalogue: dict[str, Indicator]):
    article = make_article(body=WRONG)
    reader = client_of(make_user("doc", "reports.view_article", "reports.view_statisticstable"))

    page = reader.get(reverse("admin:reports_article_change", args=[article.pk])).content.decode()

    assert "23 số liệu: 22 khớp, 1 lệch." in page
    assert "<figure-panel" not in page
    assert 'name="_figure"' not in page
