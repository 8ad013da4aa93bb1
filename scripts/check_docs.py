"""Checks that what the documentation points at exists: files it links to, make targets, management commands, variables.

python scripts/check_docs.py        exit 1 when something named is not there
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MAKE = re.compile(r"`make ([a-z]+)")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
VARIABLE_ROW = re.compile(r"^\| `([A-Z_]+)`", re.MULTILINE)
READ_VARIABLE = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"")
DJANGO_COMMANDS = {
    *("check", "changepassword", "clearsessions", "collectstatic", "compilemessages", "createcachetable"),
    *("createsuperuser", "dbshell", "makemigrations", "migrate", "runserver", "sendtestemail", "shell", "test"),
    *("axes_reset", "axes_reset_username", "dumpdata", "loaddata"),
}


def pages(root: Path) -> list[Path]:
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "deploy").rglob("*.md")])


def problems(root: Path) -> list[str]:
    """A sentence for each thing that a page names and that is not there."""
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = DJANGO_COMMANDS | {path.stem for path in root.glob("*/management/commands/*.py")}
    found = []
    for page in pages(root):
        text = page.read_text(encoding="utf-8")
        name = page.relative_to(root)
        found += [f"{name}: there is no {target}" for target in broken_links(page, text)]
        found += [f"{name}: there is no `make {target}`" for target in MAKE.findall(text) if target not in targets]
        found += [f"{name}: there is no command {each}" for each in COMMAND.findall(text) if each not in commands]
    return found + undocumented_variables(root)


def broken_links(page: Path, text: str) -> Iterator[str]:
    for target in LINK.findall(text):
        path = unquote(target.partition("#")[0])
        if path and "://" not in path and not path.startswith("mailto:") and not (page.parent / path).exists():
            yield target


def undocumented_variables(root: Path) -> list[str]:
    """The settings and the operator's page name the same environment variables."""
    page = root / "docs" / "operations.md"
    if not page.exists():
        return []
    documented = set(VARIABLE_ROW.findall(page.read_text(encoding="utf-8")))
    settings = (root / "config" / "settings.py").read_text(encoding="utf-8")
    read = set(READ_VARIABLE.findall(settings))
    return [f"docs/operations.md does not explain {name}" for name in sorted(read - documented)] + [
        f"docs/operations.md explains {name}, which the settings do not read" for name in sorted(documented - read)
    ]


def main() -> int:
    found = problems(ROOT)
    print("\n".join(found) or f"{len(pages(ROOT))} pages, nothing missing")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
