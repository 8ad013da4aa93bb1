"""The groups that a fresh installation has: each may do what its name promises, and no more."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db

PAGES = {
    "article list": "admin:reports_article_changelist",
    "new article": "admin:reports_article_add",
    "new image": "admin:reports_image_add",
    "new section": "admin:reports_section_add",
    "figure list": "admin:indicators_observation_changelist",
    "new figure": "admin:indicators_observation_add",
    "period grid": "admin:indicators_period_grid",
    "new plan": "admin:indicators_target_add",
    "new release": "admin:indicators_release_add",
    "import list": "admin:indicators_importbatch_changelist",
    "new indicator": "admin:indicators_indicator_add",
    "catalogue import": "admin:indicators_indicator_import",
    "catalogue list": "admin:indicators_indicator_changelist",
    "user list": "admin:auth_user_changelist",
    "group list": "admin:auth_group_changelist",
}
WRITING = {"article list", "new article", "new image"}
READING_FIGURES = {"figure list", "catalogue list"}
FIGURES = {
    *("figure list", "new figure", "period grid", "new plan", "new release", "import list"),
    *("new indicator", "catalogue import", "catalogue list"),
}
OPEN_TO = {
    "Biên tập": WRITING | READING_FIGURES,
    "Duyệt": WRITING | READING_FIGURES,
    "Số liệu": FIGURES,
    "Quản trị": set(PAGES),
}


def member_of(name: str) -> User:
    user = make_user("thanh-vien")
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.mark.parametrize("name", OPEN_TO)
def test_a_group_opens_its_pages_and_no_others(name: str):
    client = Client()
    client.force_login(member_of(name))

    opened = {page for page, url in PAGES.items() if client.get(reverse(url)).status_code == 200}

    assert opened == OPEN_TO[name]


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("Biên tập", {"reports.change_article"}),
        ("Duyệt", {"reports.change_article", "reports.review_article", "reports.publish_article"}),
        ("Số liệu", {"indicators.import_observation", "indicators.undo_importbatch"}),
    ],
)
def test_a_group_may_take_its_steps_only(name: str, steps: set[str]):
    every = {
        *("reports.change_article", "reports.review_article", "reports.publish_article"),
        *("indicators.import_observation", "indicators.undo_importbatch", "auth.change_user"),
    }

    user = member_of(name)

    assert {step for step in every if user.has_perm(step)} == steps


def test_administrators_have_every_permission_of_our_apps_and_of_people():
    user = member_of("Quản trị")

    missing = [
        permission
        for permission in Permission.objects.filter(content_type__app_label__in=["reports", "indicators", "auth"])
        if not user.has_perm(f"{permission.content_type.app_label}.{permission.codename}")
    ]

    assert missing == []


@pytest.mark.django_db(transaction=True)
def test_the_groups_go_and_come_back_with_their_migration():
    call_command("migrate", "reports", "0002_article_revised_at", verbosity=0)
    gone = Group.objects.filter(name__in=OPEN_TO).count()
    call_command("migrate", verbosity=0)

    assert (gone, Group.objects.filter(name__in=OPEN_TO).count()) == (0, len(OPEN_TO))


def test_data_officers_keep_the_layouts_of_their_files():
    assert member_of("Số liệu").has_perms(["indicators.add_savedlayout", "indicators.change_savedlayout"])


def test_emptying_the_database_asks_for_the_rights_of_administrators_without_a_migration_s_models():
    group = Group.objects.get(name="Quản trị")
    group.permissions.clear()

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert group.permissions.filter(codename="change_article").exists()
