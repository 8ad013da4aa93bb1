"""The newsroom's answers to revised figures: seen on the first page, answered in one step, by who may."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from reports import workflow
from reports.models import Article, Correction, CorrectionKind, FlagState, RevisionFlag, State
from reports.services.editions import keep_edition
from reports.services.revision_watch import watch
from tests.factories import make_article, make_published_article, make_user
from tests.reports.bound_article import make_bound_article, make_cement, revise, table_of

pytestmark = pytest.mark.django_db


def person(group: str, username: str) -> User:
    user = make_user(username)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def revised() -> Article:
    cement = make_cement()
    article = make_bound_article(title="Xi măng tăng", tables=[table_of("xi-mang")])
    revise(cement, "231.5")
    return article


def desk(article: Article) -> str:
    return f"/admin/reports/revisionflag/article/{article.pk}/"


def answers(article: Article, answer: str, **words: Any) -> dict[str, Any]:
    watch()
    flags = [str(flag.pk) for flag in RevisionFlag.objects.open().filter(article=article)]
    return {"_answer": answer, "flags": flags, **words}


def messages_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_first_page_lists_articles_with_old_and_new_and_the_sentence(client: Client, revised: Article) -> None:
    client.force_login(person("Biên tập", "bientap"))

    page = client.get("/admin/").content.decode()

    assert "Bài có số liệu đã sửa" in page
    assert f'href="{desk(revised)}"' in page
    assert "<del>230 nghìn tấn</del> <ins>231,5 nghìn tấn</ins>" in page
    assert "Sản lượng xi măng quý I/2018 ước đạt 230 nghìn tấn" in page
    assert "Cả thảy 4 số." in page


def test_first_page_of_someone_without_articles_does_not_name_them(client: Client, revised: Article) -> None:
    client.force_login(make_user("khac"))

    assert "Bài có số liệu đã sửa" not in client.get("/admin/").content.decode()
    assert client.get(desk(revised)).status_code == 403


def test_article_form_says_that_its_figures_were_revised(client: Client, revised: Article) -> None:
    watch()
    client.force_login(person("Biên tập", "bientap"))

    page = client.get(f"/admin/reports/article/{revised.pk}/change/").content.decode()

    assert "4 số trong bài đã được sửa sau khi đăng" in page


def test_article_form_shows_the_notice_that_goes_out_with_it_and_lets_reviewers_drop_it(
    client: Client, revised: Article
) -> None:
    client.force_login(person("Biên tập", "bientap"))
    client.post(desk(revised), answers(revised, "update", update_vi="Đã cập nhật."))
    form = client.get(f"/admin/reports/article/{revised.pk}/change/").content.decode()
    notice = Correction.objects.get()
    assert "Đã cập nhật." in form
    assert f"/admin/reports/correction/{notice.pk}/change/" in form

    client.force_login(person("Duyệt", "duyet"))
    client.post(f"/admin/reports/correction/{notice.pk}/change/", {"text_vi": "Lời khác.", "text_en": ""})
    notice.refresh_from_db()
    assert notice.text_vi == "Lời khác."
    client.post(f"/admin/reports/correction/{notice.pk}/delete/", {"post": "yes"})

    assert not Correction.objects.exists()


def test_desk_shows_the_sentence_and_what_it_would_say(client: Client, revised: Article) -> None:
    client.force_login(person("Duyệt", "duyet"))

    page = client.get(desk(revised)).content.decode()

    assert "ước đạt <mark>230 nghìn tấn</mark>" in page
    assert "<ins>232 nghìn tấn</ins>" in page
    assert "bảng tự lấy số hiện nay" in page
    assert "đã nêu 230 nghìn tấn, nay là 231,5 nghìn tấn" in page


def test_reviewer_updates_and_publishes_in_one_step(client: Client, revised: Article, settings: Any) -> None:
    settings.WRITER_MAY_APPROVE_OWN = True
    client.force_login(person("Duyệt", "duyet"))

    response = client.post(desk(revised), answers(revised, "update-and-publish", update_vi="Đã cập nhật."))

    assert response.status_code == 302
    page = client.get("/tin/bai/").content.decode()
    assert "232 nghìn tấn" in page
    assert "Đã cập nhật." in page
    assert "then-and-now" not in page
    assert Correction.objects.get().kind == CorrectionKind.UPDATE
    assert not RevisionFlag.objects.open().exists()


def test_writer_updates_the_working_copy_and_may_not_publish(client: Client, revised: Article) -> None:
    client.force_login(person("Biên tập", "bientap"))
    page = client.get(desk(revised)).content.decode()

    client.post(desk(revised), answers(revised, "update", update_vi="Đã cập nhật."))

    assert "update-and-publish" not in page
    assert 'value="correct"' not in page
    revised.refresh_from_db()
    assert "232 nghìn tấn" in revised.body
    public = client.get("/tin/bai/").content.decode()
    assert "232 nghìn tấn" not in public
    assert "Đã cập nhật." not in public


def test_writer_who_sends_it_anyway_is_refused(client: Client, revised: Article) -> None:
    client.force_login(person("Biên tập", "bientap"))

    for answer, words in (("update-and-publish", {"update_vi": "x"}), ("correct", {"correction_vi": "x"})):
        response = client.post(desk(revised), answers(revised, answer, **words))
        assert response.status_code == 200
        assert 'class="error"' in response.content.decode()

    revised.refresh_from_db()
    assert "230 nghìn tấn" in revised.body
    assert not Correction.objects.exists()
    assert RevisionFlag.objects.open().count() == 4


def test_reviewer_files_a_correction_in_one_step(client: Client, revised: Article) -> None:
    client.force_login(person("Duyệt", "duyet"))

    client.post(desk(revised), answers(revised, "correct", correction_vi="Số đúng là 231,5."))

    page = client.get("/tin/bai/").content.decode()
    assert "Số đúng là 231,5." in page
    assert "ước đạt" in page
    assert set(RevisionFlag.objects.values_list("state", flat=True)) == {FlagState.CORRECTED}
    assert "Số đúng là 231,5." in client.get("/dinh-chinh/").content.decode()


def test_only_the_chosen_figures_are_answered(client: Client, revised: Article) -> None:
    client.force_login(person("Duyệt", "duyet"))
    data = answers(revised, "leave", reason="Làm tròn.")
    data["flags"] = data["flags"][:1]

    client.post(desk(revised), data)

    assert RevisionFlag.objects.filter(state=FlagState.DISMISSED).count() == 1
    assert RevisionFlag.objects.open().count() == 3


def test_answer_without_a_choice_or_a_reason_is_refused_and_keeps_the_words(client: Client, revised: Article) -> None:
    client.force_login(person("Duyệt", "duyet"))
    nothing_chosen = answers(revised, "correct", correction_vi="Lời đã viết.") | {"flags": []}

    page = client.post(desk(revised), nothing_chosen).content.decode()
    no_reason = client.post(desk(revised), answers(revised, "leave", reason="")).content.decode()

    assert "Hãy chọn ít nhất một số liệu." in page
    assert "Lời đã viết." in page
    assert "Hãy nêu lý do bỏ qua." in no_reason


def test_writer_updates_and_hands_in_for_review_in_one_step(client: Client, revised: Article) -> None:
    client.force_login(person("Biên tập", "bientap"))
    client.post(desk(revised), answers(revised, "update-and-submit", update_vi="Đã cập nhật."))
    revised.refresh_from_db()
    assert revised.state == State.IN_REVIEW

    workflow.publish(revised, actor=person("Duyệt", "duyet"))

    page = client.get("/tin/bai/").content.decode()
    assert "232 nghìn tấn" in page
    assert "Đã cập nhật." in page


def test_tables_are_brought_up_to_date_by_one_reviewer(client: Client) -> None:
    cement = make_cement()
    article = make_published_article("bai", tables=[table_of("xi-mang", measures=("value",))])
    revise(cement, "231.5")
    client.force_login(person("Duyệt", "duyet"))

    client.post(desk(article), answers(article, "update-and-publish", update_vi="Bảng đã cập nhật."))

    page = client.get("/tin/bai/").content.decode()
    assert "231,5" in page
    assert "Bảng đã cập nhật." in page
    assert "then-and-now" not in page


def test_update_is_not_published_with_other_changes(client: Client, revised: Article, settings: Any) -> None:
    settings.WRITER_MAY_APPROVE_OWN = True
    revised.title = "Đang viết dở"
    revised.save()
    keep_edition(revised, actor=None)
    client.force_login(person("Duyệt", "duyet"))

    page = client.post(desk(revised), answers(revised, "update-and-publish", update_vi="x")).content.decode()

    assert "thay đổi khác chưa đăng" in page
    revised.refresh_from_db()
    assert "230 nghìn tấn" in revised.body


def test_own_work_is_not_published_where_another_person_must_approve(
    client: Client, revised: Article, settings: Any
) -> None:
    settings.WRITER_MAY_APPROVE_OWN = False
    client.force_login(person("Duyệt", "duyet"))

    page = client.post(desk(revised), answers(revised, "update-and-publish", update_vi="x")).content.decode()

    assert "người khác duyệt" in page
    revised.refresh_from_db()
    assert "230 nghìn tấn" in revised.body
    assert RevisionFlag.objects.open().count() == 4


def test_answers_are_told_afterwards_with_who_gave_them(client: Client, revised: Article) -> None:
    user = person("Duyệt", "duyet")
    client.force_login(user)
    client.post(desk(revised), answers(revised, "leave", reason="Chênh lệch do làm tròn."))

    page = client.get(desk(revised)).content.decode()

    assert "Chênh lệch do làm tròn." in page
    assert "<strong>duyet</strong>" in page


def test_list_of_flags_leads_to_the_desk(client: Client, revised: Article) -> None:
    client.force_login(person("Số liệu", "solieu"))

    page = client.get("/admin/reports/revisionflag/").content.decode()

    assert f'href="{desk(revised)}"' in page
    flag = RevisionFlag.objects.first()
    assert flag is not None
    assert client.get(f"/admin/reports/revisionflag/{flag.pk}/change/")["Location"] == desk(revised)


def test_notice_is_filed_by_hand_and_then_only_read(client: Client) -> None:
    article = make_published_article("bai")
    client.force_login(person("Duyệt", "duyet"))

    client.post(
        "/admin/reports/correction/add/", {"article": article.pk, "text_vi": "Tên riêng viết sai.", "text_en": ""}
    )

    notice = Correction.objects.get()
    assert notice.is_public()
    assert "Tên riêng viết sai." in client.get("/tin/bai/").content.decode()
    change = f"/admin/reports/correction/{notice.pk}/change/"
    assert 'name="text_vi"' not in client.get(change).content.decode()
    assert client.post(change, {"text_vi": "Khác"}).status_code == 403
    assert client.post(f"/admin/reports/correction/{notice.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Correction.objects.get().text_vi == "Tên riêng viết sai."


def test_notice_by_hand_needs_words_and_a_public_article(client: Client) -> None:
    draft, public = make_article("nhap"), make_published_article("bai")
    client.force_login(person("Duyệt", "duyet"))

    on_draft = client.post("/admin/reports/correction/add/", {"article": draft.pk, "text_vi": "Sai."})
    empty = client.post("/admin/reports/correction/add/", {"article": public.pk, "text_vi": "", "text_en": ""})

    assert "không ở trên trang công khai" in on_draft.content.decode()
    assert "Hãy viết nội dung" in empty.content.decode()
    assert not Correction.objects.exists()


def test_writers_do_not_file_notices(client: Client) -> None:
    client.force_login(person("Biên tập", "bientap"))

    assert client.get("/admin/reports/correction/add/").status_code == 403
