"""Comments on passages of an article: said, answered, resolved, and found in the text as it stands now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.anchors import CONTEXT, Anchor, Span, find
from reports.models import Article, Comment, CommentedPart, CommentThread
from reports.passages import Block, Place, blocks_of_html, place_in

LONGEST = 4_000
LONGEST_QUOTE = 2_000


class CommentRefused(Exception):
    """Raised where a comment cannot be kept; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an article's part as comments count them: its blocks with a line end between them."""

    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        return "\n".join(block.text for block in self.blocks)

    def places(self, span: Span) -> list[Place]:
        """Where the characters of `words` stand in each block that they touch."""
        found, start = [], 0
        for block in self.blocks:
            first, last = max(span[0], start), min(span[1], start + len(block.text))
            if first < last:
                found.append(place_in(block, first - start, last - start))
            start += len(block.text) + 1
        return found


@dataclass(frozen=True, slots=True)
class PlacedThread:
    """A thread with what was said, and the places of its passage; none where the passage is gone."""

    thread: CommentThread
    comments: list[Comment]
    places: list[Place]


def texts_of(title: str, lead: str, body: str) -> dict[str, Text]:
    """The parts of an article that can be commented on."""
    return {
        CommentedPart.TITLE: Text((Block(title, part="title"),)),
        CommentedPart.LEAD: Text((Block(lead, part="lead"),)),
        CommentedPart.BODY: Text(tuple(blocks_of_html(body))),
    }


def placed_threads(article: Article, texts: dict[str, Text] | None = None) -> list[PlacedThread]:
    """Every thread in the order of the text, the lost ones last; three queries."""
    texts = texts if texts is not None else texts_of(article.title, article.lead, article.body)
    words = {part: text.words for part, text in texts.items()}
    order = list(texts)
    threads = article.comment_threads.select_related("started_by", "resolved_by")
    placed = []
    for thread in threads.prefetch_related("comments__author"):
        span = find(Anchor(thread.quote, thread.prefix, thread.suffix), words[thread.part])
        places = texts[thread.part].places(span) if span else []
        rank = (order.index(thread.part), span[0]) if span else (len(order), 0)
        placed.append((rank, thread.pk, PlacedThread(thread, list(thread.comments.all()), places)))
    return [each for _rank, _pk, each in sorted(placed, key=lambda entry: entry[:2])]


def start_thread(article: Article, user: User, *, part: str, anchor: Anchor, text: str) -> CommentThread:
    """Remark on a passage; raises `CommentRefused` where there is none, or nothing is said of it."""
    if part not in CommentedPart.values or not anchor.quote.strip():
        raise CommentRefused(_("Hãy chọn một đoạn chữ để nhận xét."))
    said = _said(text)
    newest = article.editions.order_by("-number").values_list("number", flat=True).first()
    with transaction.atomic():
        thread = CommentThread.objects.create(
            article=article,
            part=part,
            quote=anchor.quote[:LONGEST_QUOTE],
            prefix=anchor.prefix[-CONTEXT:],
            suffix=anchor.suffix[:CONTEXT],
            edition_number=newest,
            started_by=user,
        )
        Comment.objects.create(thread=thread, author=user, text=said)
    return thread


def reply(thread: CommentThread, user: User, text: str) -> Comment:
    """Answer; a thread that was resolved is open again, because there is something to say of it."""
    said = _said(text)
    with transaction.atomic():
        reopen(thread)
        return Comment.objects.create(thread=thread, author=user, text=said)


def resolve(thread: CommentThread, user: User) -> None:
    CommentThread.objects.filter(pk=thread.pk, resolved_at__isnull=True).update(
        resolved_at=timezone.now(), resolved_by=user
    )


def reopen(thread: CommentThread) -> None:
    CommentThread.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)


def open_threads(articles: Iterable[Article]) -> dict[int, int]:
    """How many open threads each of the articles has; one query."""
    keys = CommentThread.objects.open().filter(article__in=list(articles)).values_list("article_id", flat=True)
    counts: dict[int, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


def _said(text: str) -> str:
    said = text.strip().replace("\r\n", "\n")
    if not said:
        raise CommentRefused(_("Hãy viết lời nhận xét."))
    if len(said) > LONGEST:
        raise CommentRefused(_("Lời nhận xét dài nhất %(limit)d ký tự.") % {"limit": LONGEST})
    return said
