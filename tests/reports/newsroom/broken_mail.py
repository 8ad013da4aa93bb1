"""A mail server that cannot be reached."""

from __future__ import annotations

from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise OSError("không tới được máy chủ thư")
