"""What the source marks for translation: the phrases of Python files and of Django templates."""

import ast
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.template.exceptions import TemplateSyntaxError
from django.utils.translation.template import templatize

NOT_EXTRACTED = {"migrations", "tests", "locale", "__pycache__"}
MARKERS = {
    "gettext": ("msgid",),
    "_": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
}
BABEL_KEYWORDS = {
    "gettext": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CONTEXT_SEPARATOR = "\x04"


class SourceError(Exception):
    """A source file could not be read to its end; the message names it."""


@dataclass(frozen=True)
class Phrase:
    """A text to translate, as the source writes it."""

    msgid: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> str:
        return f"{self.context}{CONTEXT_SEPARATOR}{self.msgid}" if self.context else self.msgid

    @property
    def catalogue_id(self) -> str | tuple[str, str]:
        return self.msgid if self.plural is None else (self.msgid, self.plural)


def phrases_in(place: Path) -> set[Phrase]:
    """Every phrase marked for translation in a file, or in the Python files and templates of a folder."""
    paths = [place] if place.is_file() else sorted(place.rglob("*"))
    found: set[Phrase] = set()
    for path in paths:
        if path.suffix in {".py", ".html", ".txt", ".xml", ".svg"} and NOT_EXTRACTED.isdisjoint(
            path.relative_to(place).parts
        ):
            found |= phrases_of(path)
    return found


def phrases_of(path: Path) -> set[Phrase]:
    """Every phrase of one file; SourceError when the file does not parse."""
    text = path.read_text(encoding="utf-8")
    try:
        return python_phrases(text) if path.suffix == ".py" else template_phrases(text)
    except (SyntaxError, TemplateSyntaxError) as error:
        raise SourceError(f"{path}: {error}") from error


def python_phrases(text: str) -> set[Phrase]:
    phrases = set()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        parts = MARKERS.get(name.removesuffix("_lazy").removesuffix("_noop"), ())
        texts = [argument.value for argument in node.args[: len(parts)] if isinstance(argument, ast.Constant)]
        if parts and len(texts) == len(parts) and all(isinstance(each, str) for each in texts):
            phrases.add(Phrase(**dict(zip(parts, map(str, texts), strict=True))))
    return {phrase for phrase in phrases if phrase.msgid}


def template_phrases(text: str) -> set[Phrase]:
    # Django turns a template into calls of gettext among noise; unindented, the noise is harmless to the tokenizer.
    calls = "\n".join(line.strip() for line in templatize(text).splitlines())
    phrases = set()
    for _line, message, _comments, context in extract("python", io.BytesIO(calls.encode()), keywords=BABEL_KEYWORDS):
        msgid, *plural = forms(message)
        phrases.add(Phrase(msgid, plural[0] if plural else None, context))
    return {phrase for phrase in phrases if phrase.msgid}


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """One text, or its singular and plural; an untranslated one is empty."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)
