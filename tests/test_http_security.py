"""What browsers and outsiders are told by every response, and what a reader is never given."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def directives(policy: str) -> dict[str, str]:
    return dict((part.strip() + " ").split(" ", 1) for part in policy.split(";"))


def test_public_policy_allows_nothing_inline_and_nothing_from_elsewhere(client: Client) -> None:
    response = client.get("/healthz")

    policy = directives(response["Content-Security-Policy"])
    assert policy["default-src"].strip() == "'self'"
    assert policy["object-src"].strip() == "'none'"
    assert policy["frame-ancestors"].strip() == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "script-src" not in policy


def test_every_response_carries_the_protective_headers(client: Client) -> None:
    response = client.get("/healthz")

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_reader_gets_no_cookie(client: Client) -> None:
    client.get("/healthz")
    client.get("/")

    assert not client.cookies


def test_admin_scripts_run_only_with_the_nonce_of_their_page(admin_client: Client) -> None:
    response = admin_client.get("/admin/auth/group/add/")

    policy = directives(response["Content-Security-Policy"])
    nonce = re.search(r"'nonce-([^']+)'", policy["script-src"])
    assert nonce is not None
    assert "unsafe-inline" not in policy["script-src"]
    assert f'nonce="{nonce[1]}"' in response.content.decode()


def test_admin_speaks_vietnamese_at_its_address_and_english_below_en(client: Client) -> None:
    vietnamese = client.get("/admin/login/")
    english = client.get("/en/admin/login/", headers={"accept-language": "vi"})

    assert 'lang="vi"' in vietnamese.content.decode()
    assert "Log in" in english.content.decode()


def test_health_names_the_database_that_answers(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "databases": {"default": "ok"}}
    assert "no-store" in response["Cache-Control"]


def test_health_answers_without_tls_where_everything_else_is_redirected(client: Client, settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    health = client.get("/healthz")
    page = client.get("/admin/login/")

    assert health.status_code == 200
    assert page.status_code == 301


class TestLogins:
    """Guessing passwords is slow work."""

    @pytest.fixture(autouse=True)
    def counting(self, settings) -> None:
        settings.AXES_ENABLED = True

    def attempt(self, client: Client, password: str, address: str = "192.0.2.1"):
        credentials = {"username": "solieu", "password": password}
        return client.post("/admin/login/?next=/admin/", credentials, REMOTE_ADDR=address)

    def test_sixth_attempt_is_refused_even_with_the_right_password(self, client: Client, django_user_model) -> None:
        django_user_model.objects.create_superuser("solieu", password="mat-khau-dung")

        answers = [self.attempt(client, "sai").status_code for _ in range(5)]
        locked = self.attempt(client, "mat-khau-dung")

        assert answers == [200, 200, 200, 200, 429]
        assert locked.status_code == 429
        assert "bị khóa" in locked.content.decode()

    def test_another_address_is_not_locked_out_with_it(self, client: Client, django_user_model) -> None:
        django_user_model.objects.create_superuser("solieu", password="mat-khau-dung")
        for _ in range(5):
            self.attempt(client, "sai")

        elsewhere = self.attempt(client, "mat-khau-dung", address="192.0.2.2")

        assert elsewhere.status_code == 302

    def test_right_password_forgets_earlier_failures(self, client: Client, django_user_model) -> None:
        django_user_model.objects.create_superuser("solieu", password="mat-khau-dung")
        for _ in range(4):
            self.attempt(client, "sai")
        self.attempt(client, "mat-khau-dung")

        answers = [self.attempt(Client(), "sai").status_code for _ in range(4)]

        assert answers == [200] * 4
