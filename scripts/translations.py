"""Keeps the translation catalogues in step with the source, on a machine without gettext.

The source language of the interface is Vietnamese: a msgid is Vietnamese and `locale/en` is complete.
`locale/vi` holds only what third-party packages say in English and do not say in Vietnamese themselves.

    python scripts/translations.py update            reads the source, keeps translations, drops what is gone
    python scripts/translations.py missing           prints what has no translation, as JSON to be filled in
    python scripts/translations.py set [FILE.json]   adds {"msgid": "msgstr"}, plural {"msgid": ["one", "many"]}; reads
                                                     standard input without FILE; a context goes before its msgid with
                                                     "\\u0004" between them, as `missing` prints it
    python scripts/translations.py check             exit 1 unless all is translated, compiled and up to date

`--locale vi` works on the Vietnamese of third-party strings instead of English, `vi-js` on that of the admin's scripts,
which Django keeps in a catalogue of their own. Write `.po` files only through `set`:
it takes a lock, so that several people may add at once.
"""

import argparse
import fcntl
import importlib.util
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from phrases import CONTEXT_SEPARATOR, Phrase, SourceError, forms, phrases_in

ROOT = Path(__file__).resolve().parent.parent
OUR_SOURCE = ("config", "indicators", "reports", "templates")
THIRD_PARTY = (
    *("django.core", "django.db", "django.forms", "django.utils", "django.views.generic", "django.views.csrf"),
    *("django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
    *("axes", "django_prose_editor", "django_tables2", "import_export"),
)
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "vi": "nplurals=1; plural=0;"}
CATALOGUES = {"en": "en/LC_MESSAGES/django.po", "vi": "vi/LC_MESSAGES/django.po", "vi-js": "vi/LC_MESSAGES/djangojs.po"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]\b|\{\w*\}")


class Ledger(Catalog):
    """A catalogue whose header says nothing that changes from day to day, so that concurrent edits merge."""

    def __init__(self, locale: str) -> None:
        super().__init__(
            locale=locale.removesuffix("-js"), header_comment="# Written by scripts/translations.py.", fuzzy=False
        )

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        locale = str(self.locale_identifier)
        return [
            ("Language", locale),
            ("Plural-Forms", PLURALS[locale]),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: object) -> None:
        """A file's own header is not taken over; ours is the same every time."""

    def entries(self) -> list[Message]:
        """All messages but the header."""
        return [message for message in self if message.id]

    def find(self, key: str) -> Message | None:
        context, _, msgid = key.rpartition(CONTEXT_SEPARATOR)
        return self.get(msgid, context or None)


def check(locale: str, root: Path) -> list[str]:
    """Everything that keeps the catalogue of a locale from being complete and current, in sentences."""
    ledger = load(locale, root)
    problems = [problem for message in ledger.entries() for problem in problems_of(message)]
    # What an installed package says may change with its next release; only our own source can be held to this.
    if locale == "en":
        current = {phrase.key for phrase in source_phrases(locale, root)}
        stored = {key_of(message) for message in ledger.entries()}
        problems += [f"not in the catalogue: {quoted(key)}" for key in sorted(current - stored)]
        problems += [f"no longer in the source: {quoted(key)}" for key in sorted(stored - current)]
    for path, content in files_of(ledger, locale, root).items():
        if not path.exists() or path.read_bytes() != content:
            problems.append(f"{path.relative_to(root)} is not as `update` writes it")
    return problems


def problems_of(message: Message) -> list[str]:
    """What is wrong with one translation, in sentences."""
    name = quoted(key_of(message))
    if message.fuzzy:
        return [f"fuzzy: {name}"]
    if not is_translated(message):
        return [f"untranslated: {name}"]
    sources, texts = forms(message.id), forms(message.string)
    allowed = {place for text in sources for place in PLACEHOLDER.findall(text)}
    needed = set(PLACEHOLDER.findall(sources[-1]))
    problems = []
    for position, text in enumerate(texts):
        found = set(PLACEHOLDER.findall(text))
        # The singular may leave its number out ("one article").
        is_singular = len(texts) > 1 and position == 0
        if found - allowed or (needed - found and not is_singular):
            problems.append(f"placeholders differ: {name} → {quoted(text)}")
    return problems


def merge(ledger: Ledger, phrases: Iterable[Phrase], *, drop_obsolete: bool) -> Ledger:
    """The ledger brought up to the source: new phrases empty, and the ones that are gone dropped when asked."""
    # A text that is marked both with and without a plural has one entry, the plural one.
    wanted = {phrase.key: phrase for phrase in sorted(phrases, key=lambda phrase: phrase.plural is not None)}
    merged = Ledger(str(ledger.locale_identifier))
    for key, phrase in wanted.items():
        known = ledger.find(key)
        string: str | tuple[str, ...] = "" if phrase.plural is None else ("",) * plural_count(ledger)
        if known is not None and known.string and isinstance(known.string, str) == isinstance(string, str):
            string = known.string if isinstance(known.string, str) else tuple(known.string)
        merged.add(phrase.catalogue_id, string, flags=known.flags if known else (), context=phrase.context)
    for message in ledger.entries():
        if not drop_obsolete and key_of(message) not in wanted:
            merged.add(message.id, message.string, flags=message.flags, context=message.context)
    return merged


def add_translations(ledger: Ledger, translations: dict[str, str | list[str]]) -> list[str]:
    """Fills the ledger in place; gives the keys that the source does not have (yet), which are kept all the same."""
    unknown = []
    for key, text in translations.items():
        string = tuple(text) if isinstance(text, list) else text
        message = ledger.find(key)
        if message is None:
            unknown.append(key)
            context, _, msgid = key.rpartition(CONTEXT_SEPARATOR)
            ledger.add(msgid if isinstance(string, str) else (msgid, msgid), string, context=context or None)
            continue
        is_plural = not isinstance(message.id, str)
        message.string = (string,) * plural_count(ledger) if is_plural and isinstance(string, str) else string
        message.flags.discard("fuzzy")
    return unknown


def source_phrases(locale: str, root: Path) -> set[Phrase]:
    """What the catalogue of this locale has to translate: our own phrases, or what packages leave in English."""
    if locale == "en":
        return {phrase for name in OUR_SOURCE for phrase in phrases_in(root / name)}
    if locale == "vi-js":
        admin = package_path("django.contrib.admin") / "locale"
        listed = read_po(io.BytesIO((admin / "en" / "LC_MESSAGES" / "djangojs.po").read_bytes()))
        phrases = {phrase_of(each) for each in listed if each.id}
        return {phrase for phrase in phrases if phrase.catalogue_id not in settled_by(admin / CATALOGUES[locale])}
    packages = [package_path(name) / "locale" / CATALOGUES[locale] for name in ("django.conf", *THIRD_PARTY)]
    settled = {each for path in packages for each in settled_by(path)}
    phrases = {phrase for name in THIRD_PARTY for phrase in phrases_in(package_path(name))}
    return {phrase for phrase in phrases if phrase.catalogue_id not in settled}


def settled_by(path: Path) -> set[object]:
    """What a package's own catalogue, where it has one, translates already."""
    return (
        {each.id for each in read_po(io.BytesIO(path.read_bytes())) if is_translated(each)} if path.exists() else set()
    )


def package_path(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SourceError(f"{name} is not installed")
    origin = Path(spec.origin)
    return origin.parent if origin.name == "__init__.py" else origin


def is_translated(message: Message) -> bool:
    return bool(message.id) and not message.fuzzy and all(forms(message.string))


def phrase_of(message: Message) -> Phrase:
    msgid, *plural = forms(message.id)
    return Phrase(msgid, plural[0] if plural else None, message.context)


def key_of(message: Message) -> str:
    return phrase_of(message).key


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def plural_count(ledger: Ledger) -> int:
    return 1 if str(ledger.locale_identifier) == "vi" else 2


def load(locale: str, root: Path) -> Ledger:
    ledger = Ledger(locale)
    path = root / "locale" / CATALOGUES[locale]
    for message in read_po(io.BytesIO(path.read_bytes())) if path.exists() else ():
        if message.id:
            ledger.add(message.id, message.string, flags=message.flags, context=message.context)
    return ledger


def files_of(ledger: Ledger, locale: str, root: Path) -> dict[Path, bytes]:
    """The .po and the .mo of a ledger, byte for byte the same wherever and whenever they are made."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, ledger, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    write_mo(mo, ledger)
    path = root / "locale" / CATALOGUES[locale]
    return {path: po.getvalue(), path.with_suffix(".mo"): mo.getvalue()}


def save(ledger: Ledger, locale: str, root: Path) -> None:
    for path, content in files_of(ledger, locale, root).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        fresh.write_bytes(content)
        fresh.replace(path)


@contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Holds the lock on locale/ so that two commands at once do not lose each other's work."""
    (root / "locale").mkdir(exist_ok=True)
    descriptor = os.open(root / "locale", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def run(command: str, locale: str, root: Path, text: str = "{}") -> int:
    """One command on one locale; gives the exit status."""
    if command == "check":
        problems = check(locale, root)
        print("\n".join(f"{locale}: {problem}" for problem in problems) or f"{locale}: complete")
        return 1 if problems else 0
    with only_writer(root):
        try:
            phrases = source_phrases(locale, root)
        except SourceError as error:
            if command == "update":
                raise
            # Nothing is dropped here, so a file that somebody is in the middle of writing does no harm.
            print(f"not read: {error}", file=sys.stderr)
            phrases = set()
        ledger = merge(load(locale, root), phrases, drop_obsolete=command == "update")
        if command == "missing":
            missing = {key_of(each): each.string for each in ledger.entries() if not is_translated(each)}
            print(json.dumps(missing, ensure_ascii=False, indent=1, sort_keys=True))
            return 0
        for key in add_translations(ledger, json.loads(text)):
            print(f"kept, though not (yet) in the source: {key}", file=sys.stderr)
        save(ledger, locale, root)
    return 0


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("update", "missing", "set", "check"))
    parser.add_argument("file", nargs="?", type=Path, help="JSON for `set`; standard input when left out")
    parser.add_argument("--locale", choices=tuple(CATALOGUES), help="left out: en for `set` and `missing`, else all")
    options = parser.parse_intermixed_args(arguments)
    if not settings.configured:
        settings.configure()
    locales = [options.locale] if options.locale else list(CATALOGUES)
    if not options.locale and options.command in ("set", "missing"):
        locales = ["en"]
    text = "{}"
    if options.command == "set":
        text = options.file.read_text(encoding="utf-8") if options.file else sys.stdin.read()
    try:
        return max([run(options.command, locale, root, text) for locale in locales])
    except SourceError as error:
        print(f"nothing was changed: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
