"""The people of a newsroom: who writes, who approves."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from tests.factories import make_user


def person(username: str, group: str) -> User:
    user = make_user(username, email=f"{username}@example.org")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def writer() -> User:
    return person("bientap", "Biên tập")


@pytest.fixture
def reviewer() -> User:
    return person("duyet", "Duyệt")
