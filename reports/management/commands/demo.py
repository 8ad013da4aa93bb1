"""Loads the demo content and prints the logins."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.demo.loading import USERS, load


class Command(BaseCommand):
    help = "Loads the demo catalogue, figures, articles and users, whatever is missing of it, and prints the logins."

    def handle(self, *args: Any, **options: Any) -> None:
        password = demo_password(Path(settings.VAR_DIR) / "demo_password")
        load(password)
        self.stdout.write(_("Tài khoản dùng thử (trang quản trị: /admin/):"))
        for user in USERS:
            self.stdout.write(f"  {user.username:10} {password}   {user.group}")


def demo_password(path: Path) -> str:
    """A password made for this installation, so that no demo on the network has a known one."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text().strip()
