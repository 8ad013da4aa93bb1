"""First drafts from a release's figures: what they say, that it is true, and that editors may change how it is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import Area, Change, Indicator, Nature, Release, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from reports.models import Article, SentenceTemplate, State
from reports.passages import blocks_of_html
from reports.services.article_check import check_article
from reports.services.drafting import DraftRefused, draft_article
from tests.factories import make_area, make_indicator, make_release, make_section, make_topic, make_user
from tests.reports.checking.lang_son import FIGURES, Q1, make_catalogue, state, state_target

pytestmark = pytest.mark.django_db
MAY = Period(2018, 5, 1)
FIVE_MONTHS = Period(2018, 1, 5)


@pytest.fixture
def catalogue(db: None) -> dict[str, Indicator]:
    make_section("kinh-te", name_vi="Kinh tế")
    return make_catalogue()


@pytest.fixture
def quarter(catalogue: dict[str, Indicator]) -> Release:
    """The published first quarter of Lạng Sơn as one release."""
    release = make_release("quy-1", title_vi="Tình hình công nghiệp, thương mại quý I năm 2018")
    stated = [
        state(catalogue[code], value, growth=growth, plan=plan, period=Q1) for code, value, growth, plan in FIGURES
    ]
    record(stated, change=Change(reason="Báo cáo"), release=release)
    return release


def released(stated: list[Stated], *, in_hours: float = -1) -> Release:
    release = make_release(in_hours=in_hours, title_vi="Số liệu tháng 5 năm 2018")
    record(stated, change=Change(reason="Nhập"), release=release)
    return release


def body_text(article: Article) -> str:
    return "\n".join(block.text for block in blocks_of_html(article.body))


def verdicts(article: Article) -> set[str]:
    checked = check_article(article)
    assert checked.figures
    return {figure.verdict.value for figure in checked.figures}


def test_the_quarter_is_told_in_the_genre_s_own_words(quarter: Release):
    article = draft_article(quarter)

    assert article.title == "Lạng Sơn quý I/2018: tổng kim ngạch xuất nhập khẩu qua địa bàn tăng 32,1%"
    assert article.lead.startswith("Quý I/2018, tổng kim ngạch xuất nhập khẩu qua địa bàn ước đạt 1.233 triệu USD")
    text = body_text(article)
    assert "Xi măng ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ năm trước." in text
    assert "Trong đó, xuất khẩu qua địa bàn ước đạt 769 triệu USD, đạt 29,6% kế hoạch năm, tăng 33,4%; " in text
    assert "Xuất khẩu hàng địa phương ước đạt 26 triệu USD, đạt 20,7% kế hoạch năm, bằng 100% so với" in text


def test_the_largest_movement_comes_first_and_parts_follow_their_whole(quarter: Release):
    text = body_text(draft_article(quarter))

    names = (
        "xuất nhập khẩu qua địa bàn",
        "Trong đó",
        "Điện thương phẩm",
        "Xi măng",
        "bán lẻ",
        "Đá",
        "Than",
        "hàng địa",
    )
    places = [text.index(name) for name in names]
    assert places == sorted(places)


def test_every_figure_of_the_body_is_bound_and_agrees(quarter: Release):
    article = draft_article(quarter)

    checked = check_article(article)
    assert {figure.verdict.value for figure in checked.figures} == {"agrees"}
    in_body = [figure for figure in checked.figures if figure.place and figure.place.part == "body"]
    assert len(in_body) == 23
    assert all(figure.bound is not None for figure in in_body)
    assert not checked.findings


def test_the_draft_is_a_working_copy_tied_to_its_release(quarter: Release):
    writer = make_user("bien-tap", "reports.add_article")

    article = draft_article(quarter, actor=writer)

    assert (article.state, article.release, article.created_by) == (State.DRAFT, quarter, writer)
    assert article.editions.count() == 1
    assert article.section.slug == "kinh-te"
    assert set(article.statistics_tables.get().description["indicators"]) == {code for code, *_rest in FIGURES}
    assert set(article.editions.get().indicators.values_list("code", flat=True)) >= {"xi-mang", "xk", "ban-le"}


def test_a_draft_of_a_coming_release_tells_its_figures_and_stays_hidden(catalogue: dict[str, Indicator]):
    record([state(catalogue["xi-mang"], "200", period=MAY, growth="3")], change=Change(reason="Trước"))
    release = released([state(catalogue["xi-mang"], "210", period=MAY, growth="5")], in_hours=6)

    article = draft_article(release)

    assert "xi măng ước đạt 210 nghìn tấn, tăng 5%" in body_text(article)
    assert verdicts(article) == {"agrees"}
    assert not Article.objects.public().exists()


def test_each_status_has_its_verb(catalogue: dict[str, Indicator]):
    area = Area.objects.get(code="lang-son")
    told = {"da": ("estimate", "ước đạt"), "than": ("preliminary", "sơ bộ đạt"), "dien": ("final", "đạt")}
    release = released(
        [
            Stated(VersionKind.OBSERVATION, catalogue[code].pk, area.pk, Q1, {"value": Decimal(100), "status": status})
            for code, (status, _words) in told.items()
        ]
    )

    article = draft_article(release)

    text = body_text(article).lower()
    for code, (_status, words) in told.items():
        assert f"{catalogue[code].name_vi.lower()} {words} 100 " in text
    assert verdicts(article) == {"agrees"}


@pytest.mark.parametrize(
    ("base", "words"),
    [("200", "tăng 15%"), ("250", "giảm 8%"), ("230", "bằng 100%"), ("229.9", "tăng 0,04%"), ("76.6", "tăng 200,3%")],
)
def test_growth_that_the_source_did_not_print_is_computed_and_said_rightly(
    catalogue: dict[str, Indicator], base: str, words: str
):
    record([state(catalogue["xi-mang"], base, period=Q1.same_period_last_year)], change=Change(reason="Năm trước"))
    release = released([state(catalogue["xi-mang"], "230")])

    article = draft_article(release)

    assert f"xi măng ước đạt 230 nghìn tấn, {words} so với cùng kỳ năm trước." in body_text(article)
    assert verdicts(article) <= {"agrees", "rounds_to"}


def test_a_share_of_plan_is_computed_from_the_year_s_target(catalogue: dict[str, Indicator]):
    record([state_target(catalogue["xi-mang"], "1000")], change=Change(reason="Kế hoạch"))

    article = draft_article(released([state(catalogue["xi-mang"], "230", growth="11.2")]))

    assert "đạt 23% kế hoạch năm, tăng 11,2% so với cùng kỳ" in body_text(article)
    assert verdicts(article) == {"agrees"}


def test_a_sentence_whose_figure_is_missing_is_never_written(catalogue: dict[str, Indicator]):
    article = draft_article(released([state(catalogue["xi-mang"], "230")]))

    assert body_text(article) == "Quý I/2018, xi măng ước đạt 230 nghìn tấn."
    assert "tăng" not in article.title + article.lead + article.body
    assert "None" not in article.title + article.lead + article.body


def test_a_month_is_told_beside_the_months_so_far(catalogue: dict[str, Indicator]):
    stated = [
        state(catalogue[code], value, period=period, growth=growth)
        for code, period, value, growth in (
            ("xi-mang", FIVE_MONTHS, "400", "9"),
            ("xi-mang", MAY, "85", "4"),
            ("da", FIVE_MONTHS, "1200", "7"),
        )
    ]

    text = body_text(draft_article(released(stated)))

    assert text.startswith("5 tháng đầu năm 2018, xi măng ước đạt 400 nghìn tấn, tăng 9% so với cùng kỳ năm trước.")
    assert "Riêng tháng 5/2018, xi măng ước đạt 85 nghìn tấn, tăng 4% so với cùng kỳ năm trước." in text


def test_what_a_release_repeats_of_earlier_years_is_no_news(catalogue: dict[str, Indicator]):
    stated = [state(catalogue["xi-mang"], "230"), state(catalogue["xi-mang"], "200", period=Period(2016, 1, 3))]

    assert "200" not in body_text(draft_article(released(stated)))


def test_other_places_are_told_after_the_whole(catalogue: dict[str, Indicator]):
    gates = {code: Area.objects.get(code=code) for code in ("tan-thanh", "huu-nghi")}
    stated = [state(catalogue["xk"], "769"), state(catalogue["nk"], "464")]
    for code, value in (("tan-thanh", "50"), ("huu-nghi", "300")):
        stated.append(state(catalogue["xk"], value, area=gates[code]))

    article = draft_article(released(stated))

    text = body_text(article)
    first = text.index("Tại Cửa khẩu quốc tế Hữu Nghị, xuất khẩu qua địa bàn ước đạt 300 triệu USD.")
    assert first < text.index("Tại Cửa khẩu Tân Thanh, xuất khẩu")
    assert verdicts(article) == {"agrees"}


NUMBERS = st.decimals(min_value="0.1", max_value="999999", places=1) | st.integers(1, 9_999_999).map(Decimal)
PERCENTAGES = st.none() | st.decimals(min_value=-99, max_value=400, places=1) | st.integers(-90, 300).map(Decimal)
SHARES = st.none() | st.decimals(min_value="0.1", max_value=180, places=1)
PERIODS = st.sampled_from(
    [Q1, MAY, FIVE_MONTHS, Period.of_year(2018), Period.of_half(2018, 1), Period.of_year_to_date(2018, 9)]
)
CODES = ("xi-mang", "da", "dien", "than", "xnk", "xk", "nk", "hang-dia-phuong", "ban-le", "gtsxcn", "grdp", "iip")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    period=PERIODS,
    status=st.sampled_from(["estimate", "preliminary", "final"]),
    figures=st.dictionaries(
        st.sampled_from(CODES), st.tuples(NUMBERS, PERCENTAGES, SHARES), min_size=1, max_size=len(CODES)
    ),
)
def test_whatever_a_release_holds_its_draft_agrees_with_it(
    catalogue: dict[str, Indicator], period: Period, status: str, figures: dict[str, tuple[Any, Any, Any]]
):
    area = Area.objects.get(code="lang-son")
    names = ("value", "printed_growth_yoy", "printed_plan_share")
    stated = []
    for code, numbers in figures.items():
        fields = {name: number for name, number in zip(names, numbers, strict=True) if number is not None}
        fields["status"] = status
        stated.append(Stated(VersionKind.OBSERVATION, catalogue[code].pk, area.pk, period, fields))
    with transaction.atomic():
        article = draft_article(released(stated))
        checked = check_article(article)
        transaction.set_rollback(True)

    assert {figure.verdict.value for figure in checked.figures} == {"agrees"}
    in_body = [figure for figure in checked.figures if figure.place and figure.place.part == "body"]
    assert all(figure.bound is not None for figure in in_body)
    assert {figure.bound.indicator for figure in in_body if figure.bound} == set(figures)


def test_topics_are_headed_and_in_the_catalogue_s_order(db: None):
    make_section()
    make_area()
    late = make_topic("thuong-mai", name_vi="Thương mại", position=2)
    early = make_topic("nang-luong", name_vi="Năng lượng", position=1)
    shops = make_indicator("ban-le", name_vi="Tổng mức bán lẻ", unit="tỷ đồng", topic=late)
    power = make_indicator("dien", name_vi="Điện thương phẩm", unit="triệu kWh", topic=early)

    article = draft_article(released([state(shops, "4800", growth="90"), state(power, "163", growth="2")]))

    headings = [block.text for block in blocks_of_html(article.body) if block.is_heading]
    assert headings == ["Năng lượng", "Thương mại"]


def test_rates_are_told_without_a_growth_in_percent(db: None):
    make_section()
    make_area()
    rate = make_indicator("that-nghiep", name_vi="Tỷ lệ thất nghiệp", unit="%", nature=Nature.RATE)
    record([state(rate, "2", period=Q1.same_period_last_year)], change=Change(reason="Năm trước"))

    article = draft_article(released([state(rate, "2.3")]))

    assert body_text(article) == "Quý I/2018, tỷ lệ thất nghiệp ước đạt 2,3%."


def test_names_with_markup_are_words(db: None):
    make_section()
    make_area()
    strange = make_indicator("la", name_vi="<script>Vải & sợi</script>", unit="nghìn tấn")

    article = draft_article(released([state(strange, "5")]))

    assert "<script>" not in article.body
    assert "vải &amp; sợi" in article.body.lower()


def test_what_does_not_verify_is_left_out(catalogue: dict[str, Indicator], quarter: Release):
    """A headline without its indicator's name cannot be verified: the next title is taken."""
    SentenceTemplate.objects.filter(kind="title").update(position=9)
    SentenceTemplate.objects.create(kind="title", text="{Địa bàn} {kỳ}: dầu thô {đạt} {giá trị}", position=0)

    article = draft_article(quarter)

    assert "dầu thô" not in article.title
    assert verdicts(article) == {"agrees"}


def test_an_editor_s_sentence_is_used(quarter: Release):
    SentenceTemplate.objects.create(
        kind="opening", text="Tính chung {kỳ}, {chỉ tiêu} {đạt} {giá trị}, {biến động} so với {kỳ gốc}.", position=0
    )
    SentenceTemplate.objects.filter(kind="opening", text__contains="phần kế hoạch").update(is_active=False)

    article = draft_article(quarter)

    assert body_text(article).startswith("Tính chung quý I/2018, tổng kim ngạch")
    assert verdicts(article) == {"agrees"}


def test_a_template_that_cannot_be_used_is_refused_in_the_reader_s_language(db: None):
    template = SentenceTemplate(kind="statement", text="{chỉ tiêu} {đạt} {số}.")

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        template.full_clean()

    assert "{số}" in str(refusal.value)
    assert "chỗ trống" not in str(refusal.value)


def test_the_first_templates_can_all_be_used(db: None):
    assert len(SentenceTemplate.objects.in_use()) == SentenceTemplate.objects.count() > 20
    for template in SentenceTemplate.objects.all():
        template.full_clean()


def test_nothing_is_drafted_from_nothing(catalogue: dict[str, Indicator]):
    with pytest.raises(DraftRefused, match="chưa có số liệu"):
        draft_article(make_release())


def test_nothing_is_drafted_without_leave_templates_or_a_section(quarter: Release):
    with pytest.raises(DraftRefused, match="quyền"):
        draft_article(quarter, actor=make_user("nguoi-la"))
    SentenceTemplate.objects.all().update(is_active=False)
    with pytest.raises(DraftRefused, match="câu mẫu"):
        draft_article(quarter)
    assert not Article.objects.exists()


def test_the_command_prints_the_address_and_the_text(quarter: Release):
    told = StringIO()

    call_command("draft_article", "quy-1", stdout=told)

    article = Article.objects.get()
    assert told.getvalue().startswith(article.slug + "\n")
    assert article.title in told.getvalue()
    assert "Xi măng ước đạt 230 nghìn tấn" in told.getvalue()


def test_the_command_refuses_a_release_that_is_not_there_or_empty(catalogue: dict[str, Indicator]):
    make_release("rong")
    for code in ("khong-co", "rong"):
        with pytest.raises(CommandError):
            call_command("draft_article", code)


def test_drafting_asks_as_much_for_many_figures_as_for_few(catalogue: dict[str, Indicator]):
    counts = []
    for codes in (("xi-mang",), ("xi-mang", "da", "dien", "than", "ban-le")):
        release = released([state(catalogue[code], "100", growth="5") for code in codes])
        with CaptureQueriesContext(connection) as queries:
            draft_article(release)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] < 60


def test_a_draft_is_dated_by_its_release(catalogue: dict[str, Indicator]):
    release = released([state(catalogue["xi-mang"], "230", growth="11.2")], in_hours=48)

    article = draft_article(release)

    assert check_article(article).figures
    assert release.published_at - timezone.now() > dt.timedelta(hours=40)
