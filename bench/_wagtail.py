"""A Wagtail site in an environment of its own: one page with the text and the table of the measured article."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from _article import plain_paragraphs, plain_table
from _servers import Server, gunicorn

PACKAGES = ("wagtail>=7,<9", "gunicorn>=27,<28")
PATH = "/bai/"

SETTINGS = """
from site_.settings.base import *

DEBUG = False
SECRET_KEY = "measured-and-thrown-away-measured-and-thrown-away"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS += ["wagtail.contrib.table_block"]
DATABASES["default"]["CONN_MAX_AGE"] = 60
TEMPLATES[0]["APP_DIRS"] = False
TEMPLATES[0]["OPTIONS"]["loaders"] = [
    (
        "django.template.loaders.cached.Loader",
        ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
    )
]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""

MODELS = """
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class HomePage(Page):
    pass


class ArticlePage(Page):
    body = StreamField([("paragraph", RichTextBlock()), ("table", TableBlock())])
    content_panels = Page.content_panels + [FieldPanel("body")]
"""

TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}
<h1>{{ page.title }}</h1>
{% for block in page.body %}{% include_block block %}{% endfor %}
{% endblock %}
"""

FILL = """
import json, sys
from home.models import ArticlePage, HomePage

content = json.load(open("content.json"))
blocks = [{"type": "paragraph", "value": text} for text in content["paragraphs"]]
table = {"data": content["table"], "first_row_is_table_header": True, "first_col_is_header": True}
blocks.append({"type": "table", "value": table})
home = HomePage.objects.first()
ArticlePage.objects.all().delete()
home.add_child(instance=ArticlePage(title="Sản xuất công nghiệp quý I tăng", slug="bai", body=json.dumps(blocks)))
"""


def wagtail_server(folder: Path) -> Server:
    """The site, made where there is none yet."""
    python = folder / "venv" / "bin" / "python"
    site = folder / "site"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    if not (site / "ready").exists():
        _make_site(python, site)
    return gunicorn("site_.wsgi", python=str(python), cwd=site, DJANGO_SETTINGS_MODULE="site_.settings.measured")


def _make_site(python: Path, site: Path) -> None:
    site.mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["DJANGO_SETTINGS_MODULE"] = "site_.settings.measured"

    def manage(*arguments: str, **options: str) -> None:
        subprocess.run([str(python), "manage.py", *arguments], cwd=site, env=environment, check=True, **options)

    starting = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [str(python.with_name("wagtail")), "start", "site_", str(site)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=starting)
    (site / "site_" / "settings" / "measured.py").write_text(SETTINGS)
    (site / "home" / "models.py").write_text(MODELS)
    (site / "home" / "templates" / "home" / "article_page.html").write_text(TEMPLATE)
    (site / "content.json").write_text(json.dumps({"paragraphs": plain_paragraphs(), "table": plain_table()}))
    (site / "fill.py").write_text(FILL)
    manage("makemigrations", "home", "--verbosity", "0")
    manage("migrate", "--verbosity", "0")
    subprocess.run(
        [str(python), "manage.py", "shell", "-c", FILL],
        cwd=site,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (site / "ready").touch()
