"""Translating in the admin: the original beside each field, what changed in it, the mark, the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html as lxml_html

from reports import workflow
from reports.models import Article, TranslationMark
from reports.services.editions import keep_edition
from reports.services.translations import mark_first_save
from tests.factories import make_article, make_image, make_published_article
from tests.reports.admin.article_page import ADD, LIST, NO_TABLES, change_url, save, sent_back
from tests.reports.bound_article import body, make_cement, table_of

pytestmark = pytest.mark.django_db


def translate_url(article: Article) -> str:
    return reverse("admin:reports_article_translate", args=[article.pk])


def changed(article: Article, **fields: Any) -> Article:
    """The article saved with other content."""
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    keep_edition(article, actor=None)
    return article


@pytest.fixture
def pair() -> tuple[Article, Article]:
    original = make_article(
        title="Xi măng tăng", lead="Tóm tắt cũ.", body="<p>Đoạn một.</p><p>Đoạn hai.</p>", cover_caption="Nhà máy"
    )
    translation = make_article(title="Cement up", language="en", translation_of=original, body="<p>One.</p>")
    keep_edition(original, actor=None)
    mark_first_save(translation, actor=None)
    return original, translation


def page(client: Client, article: Article) -> Any:
    return lxml_html.fromstring(client.get(change_url(article)).content.decode())


def of_class(document: Any, *names: str) -> list[Any]:
    """The elements that are of the last class, within elements of those before it."""
    steps = (f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in names)
    return document.xpath("." + "".join(steps))


def words(document: Any, *names: str) -> str:
    return " ".join(" ".join(each.text_content() for each in of_class(document, *names)).split())


class TestBeginning:
    def test_an_original_without_translation_offers_one(self, desk: Client):
        article = make_article()

        links = page(desk, article).xpath(f"//a[@href='{translate_url(article)}']")

        assert len(links) == 1

    def test_it_opens_in_its_form_with_figures_written_in_english(self, desk: Client, writer: User):
        make_cement()
        original = make_article(title="Xi măng", body=body("1.230,5 nghìn tấn", "11,2%"))

        response = desk.post(translate_url(original), {"title": "Cement", "begin": "copy"})

        article = Article.objects.get(language="en")
        assert response["Location"] == change_url(article)
        assert "1,230.5 thousand tonnes</span>" in article.body
        assert article.created_by == writer
        assert "Bắt đầu dịch" in LogEntry.objects.get(object_id=str(article.pk)).get_change_message()

    def test_figures_that_could_not_be_written_anew_are_named(self, desk: Client):
        make_cement()
        original = make_article(body=body("gấp rưỡi", "11,2%"))

        response = desk.post(translate_url(original), {"title": "Cement", "begin": "copy"}, follow=True)

        assert any("gấp rưỡi" in str(message) for message in response.context["messages"])

    def test_without_a_title_nothing_is_begun(self, desk: Client):
        original = make_article()

        response = desk.post(translate_url(original), {"title": "", "begin": "copy"})

        assert "title" in response.context["form"].errors
        assert Article.objects.count() == 1

    def test_where_there_is_one_its_form_opens(self, desk: Client, pair: tuple[Article, Article]):
        original, translation = pair

        assert desk.get(translate_url(original))["Location"] == change_url(translation)
        assert desk.get(translate_url(translation))["Location"] == change_url(translation)

    def test_who_may_not_write_begins_none(self, client_of: Any, member: Any):
        reader = client_of(member("Số liệu"))

        assert reader.get(translate_url(make_article())).status_code == 403

    def test_an_empty_one_offers_the_structure_of_its_original_later_too(self, desk: Client):
        make_cement()
        original = make_article(body=body("1.230,5 nghìn tấn", "11,2%"), lead="Xi măng tăng.")
        desk.post(translate_url(original), {"title": "Cement", "begin": "empty"})
        article = Article.objects.get(language="en")
        offered = page(desk, article).xpath("//button[@name='_carry']")

        save(desk, article, lead="Cement up.", _carry="1")

        article.refresh_from_db()
        assert len(offered) == 1
        assert "1,230.5 thousand tonnes</span>" in article.body
        assert article.lead == "Cement up."
        assert not page(desk, article).xpath("//button[@name='_carry']")

    def test_what_is_written_is_never_carried_over(self, desk: Client, pair: tuple[Article, Article]):
        translation = pair[1]

        save(desk, translation, _carry="1")

        translation.refresh_from_db()
        assert translation.body == "<p>One.</p>"


class TestSideBySide:
    def test_each_field_has_that_of_the_original_beside_it(self, desk: Client, pair: tuple[Article, Article]):
        document = page(desk, pair[1])

        assert words(document, "field-original_title", "original-words") == "Xi măng tăng"
        assert words(document, "field-original_lead", "original-words") == "Tóm tắt cũ."
        assert words(document, "field-original_cover_caption", "original-words") == "Nhà máy"
        assert words(document, "original-text") == "Đoạn một. Đoạn hai."
        assert document.xpath("//textarea[@name='body']/ancestor::*[contains(@class, 'field-original_body')]")

    def test_images_footnotes_and_tables_of_the_original_are_told(self, desk: Client, pair: tuple[Article, Article]):
        original, translation = pair
        image = make_image("Cửa khẩu Hữu Nghị")
        original.statistics_tables.create(description=table_of(make_cement().code))
        changed(
            original,
            body=f'<p>Chữ<sup data-footnote="Theo giá hiện hành."></sup></p><figure data-image="{image.pk}">'
            '<figcaption>Xe chờ</figcaption></figure><figure data-table="1"></figure>',
        )

        text = words(page(desk, translation), "original-text")

        for told in ("Cửa khẩu Hữu Nghị", "Xe chờ", "Theo giá hiện hành.", "Bảng 1: Sản phẩm chủ yếu quý I"):
            assert told in text

    def test_an_article_that_is_no_translation_has_nothing_beside_it(self, desk: Client, pair: tuple[Article, Article]):
        document = page(desk, pair[0])

        assert not document.xpath("//*[contains(@class, 'field-original_')]")

    def test_what_changed_since_is_marked_where_it_stands(self, desk: Client, pair: tuple[Article, Article]):
        original, translation = pair
        changed(original, lead="Tóm tắt mới.", body="<p>Đoạn một.</p><p>Đoạn hai sửa.</p><p>Đoạn ba.</p>")

        document = page(desk, translation)

        [lead] = of_class(document, "field-original_lead", "original-words")
        assert [each.text_content() for each in lead.xpath(".//del | .//ins")] == ["[bỏ: cũ]", "[thêm: mới]"]
        edited, added = of_class(document, "original-changed")
        assert edited.xpath(".//ins")[0].text_content() == "[thêm:  sửa]"
        assert " ".join(added.text_content().split()) == "mới thêm Đoạn ba."
        assert "3 chỗ" in document.get_element_by_id("translation-title").text_content()
        assert document.xpath("//a[contains(@href, 'editions/compare/?from=1&to=2')]")

    def test_it_says_that_the_original_was_withdrawn(self, desk: Client, reviewer: User):
        original = make_published_article()
        translation = make_article(language="en", translation_of=original)
        mark_first_save(translation, actor=None)
        workflow.withdraw(original, actor=reviewer, reason="Số liệu nguồn sai.")

        state = page(desk, translation).xpath("//section[@aria-labelledby='translation-title']")[0]

        assert "Số liệu nguồn sai." in state.text_content()

    def test_a_save_does_not_touch_the_original(self, desk: Client, pair: tuple[Article, Article]):
        original, translation = pair

        save(desk, translation, title="Cement rose")

        original.refresh_from_db()
        translation.refresh_from_db()
        assert (original.title, original.editions.count(), translation.title) == ("Xi măng tăng", 1, "Cement rose")


class TestMarking:
    def test_it_saves_and_is_recorded_with_name_and_time(
        self, desk: Client, writer: User, pair: tuple[Article, Article]
    ):
        original, translation = pair
        changed(original, title="Xi măng giảm")

        save(desk, translation, title="Cement down", _up_to_date="2")

        mark = TranslationMark.objects.newest_first().first()
        assert mark is not None
        assert (mark.original_edition.number, mark.marked_by) == (2, writer)
        assert mark.edition.title == "Cement down"
        log = LogEntry.objects.filter(object_id=str(translation.pk), user=writer).first()
        assert log is not None
        assert "bản số 2" in log.get_change_message()
        assert "visibility-public" in desk.get(change_url(translation)).content.decode()

    def test_what_came_while_it_was_translated_is_not_marked(self, desk: Client, pair: tuple[Article, Article]):
        original, translation = pair
        changed(original, title="Xi măng giảm")
        sent = sent_back(desk, change_url(translation), _up_to_date="2")
        changed(original, title="Xi măng đứng yên")

        desk.post(change_url(translation), sent)

        assert desk.get(change_url(translation)).context["translation"].standing == "behind"

    def test_an_old_edition_made_the_working_copy_again_is_as_far_behind_as_it_was(
        self, desk: Client, pair: tuple[Article, Article]
    ):
        original, translation = pair
        changed(original, title="Xi măng giảm")
        save(desk, translation, title="Cement down", _up_to_date="2")

        desk.post(reverse("admin:reports_edition_restore", args=[translation.pk, 1]))

        translation.refresh_from_db()
        assert translation.title == "Cement up"
        assert desk.get(change_url(translation)).context["translation"].standing == "behind"

    def test_a_number_that_the_original_has_not_is_refused(self, desk: Client, pair: tuple[Article, Article]):
        response = save(desk, pair[1], _up_to_date="9")

        assert response.status_code == 302
        assert TranslationMark.objects.count() == 1

    def test_an_article_that_is_made_a_translation_by_hand_counts_as_made_from_todays_original(self, desk: Client):
        original = make_published_article()
        new = {"title": "Cement", "language": "en", "section": original.section_id, "translation_of": original.pk}

        desk.post(ADD, {**NO_TABLES, **new})

        mark = TranslationMark.objects.get()
        assert (mark.article.title, mark.original_edition.article) == ("Cement", original)


class TestFirstPage:
    def test_a_translation_whose_original_changed_waits_there(self, desk: Client, pair: tuple[Article, Article]):
        before = desk.get(reverse("admin:index")).content.decode()
        changed(pair[0], title="Xi măng giảm")

        after = desk.get(reverse("admin:index"))

        assert "Bản dịch cần cập nhật" not in before
        assert "Bản dịch cần cập nhật" in after.content.decode()
        assert after.context["tasks"].to_translate == [pair[1]]


class TestList:
    def test_it_tells_of_each_article_how_its_translation_stands(self, desk: Client, pair: tuple[Article, Article]):
        changed(pair[0], title="Xi măng giảm")

        document = lxml_html.fromstring(desk.get(LIST).content.decode())

        cells = {
            words(row, "field-title_shown"): words(row, "field-translation_shown") for row in document.xpath("//tr")
        }
        assert cells["Xi măng giảm"] == "Tiếng Anh bài gốc đã đổi"
        assert cells["Cement up"] == "bài gốc đã đổi"

    @pytest.mark.parametrize(
        ("wanted", "titles"), [("none", {"Riêng"}), ("behind", {"Cement up"}), ("current", {"Fine"}), ("?", None)]
    )
    def test_it_is_filtered_by_how_translations_stand(
        self, desk: Client, pair: tuple[Article, Article], wanted: str, titles: set[str] | None
    ):
        changed(pair[0], title="Xi măng giảm")
        make_article(title="Riêng")
        fine = make_article(title="Fine", language="en", translation_of=make_published_article())
        mark_first_save(fine, actor=None)

        found = desk.get(LIST, {"translation": wanted}).context["cl"].queryset

        assert titles is None or {article.title for article in found} == titles

    def test_its_cost_does_not_grow_with_translations(self, desk: Client, pair: tuple[Article, Article]):
        with CaptureQueriesContext(connection) as few:
            desk.get(LIST)
        for _number in range(5):
            other = make_article(language="en", translation_of=make_published_article())
            mark_first_save(other, actor=None)

        with CaptureQueriesContext(connection) as many:
            desk.get(LIST)

        assert len(many) == len(few)
