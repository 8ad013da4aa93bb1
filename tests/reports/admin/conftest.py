"""People of the groups, each logged in with a client of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.factories import make_user


@pytest.fixture
def member() -> Callable[..., User]:
    """`member("Biên tập")` is a person of that group."""

    def of_group(name: str, username: str | None = None) -> User:
        user = make_user(username or {"Biên tập": "bientap", "Duyệt": "duyet"}.get(name, "nguoi-dung"))
        user.groups.add(Group.objects.get(name=name))
        return user

    return of_group


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in


@pytest.fixture
def writer(member: Any) -> User:
    return member("Biên tập")


@pytest.fixture
def reviewer(member: Any) -> User:
    return member("Duyệt")


@pytest.fixture
def desk(writer: User, client_of: Any) -> Client:
    """The writer's client."""
    return client_of(writer)


@pytest.fixture
def review_desk(reviewer: User, client_of: Any) -> Client:
    """The reviewer's client."""
    return client_of(reviewer)
