"""Refusals of the value modules: an error that a person can read and a caller can translate.

The value modules import no Django. They mark a message with `gettext_noop`, so that it is collected for
translation, and the views translate it with `error.translated(gettext)`. `str(error)` is Vietnamese.
"""

from __future__ import annotations

from collections.abc import Callable


class ReadingError(ValueError):
    """A value that was not accepted; `msgid` is the Vietnamese template and `params` what fills it."""

    def __init__(self, msgid: str, /, **params: object) -> None:
        super().__init__(msgid % params if params else msgid)
        self.msgid = msgid
        self.params = params

    def __reduce__(self) -> tuple[Callable[..., ReadingError], tuple[type[ReadingError], str, dict[str, object]]]:
        return _rebuild, (type(self), self.msgid, self.params)

    def translated(self, translate: Callable[[str], str]) -> str:
        """The message in the language of `translate`, for instance Django's `gettext`."""
        template = translate(self.msgid)
        return template % self.params if self.params else template


def quotable(text: str, limit: int = 60) -> str:
    """The text as a message may repeat it: on one line, nothing invisible, not longer than `limit`."""
    shown = " ".join("".join(c if c.isprintable() or c.isspace() else "?" for c in text).split())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def gettext_noop(message: str) -> str:
    """The message as it is, marked for translation."""
    return message


def _rebuild(kind: type[ReadingError], msgid: str, params: dict[str, object]) -> ReadingError:
    return kind(msgid, **params)
