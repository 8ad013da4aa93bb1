"""A first draft of an article from a release's figures, in the sober style of the genre; each figure bound.

Topics in their order, in each the largest movements first, parts after their whole. What the figures are is decided
before (`reports.services.drafting`); here they become words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from reports.prose.draft_material import Fact, Material
from reports.prose.filling import Piece, Sentence, filled, high, html_of, text_of, with_capital
from reports.prose.sentence_templates import Gap, Kind, Template

MOST_STATEMENTS = 12
"""As many sentences a topic has; the rest of its figures are left to the table."""

MOST_PARTS = 8
MOST_PLACES = 5
LEAD_FIGURES = 3


@dataclass(frozen=True, slots=True)
class TopicDraft:
    name: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted article. `titles` from the best to the plainest; `lead` is clauses, each with its fact."""

    titles: tuple[str, ...]
    lead: tuple[tuple[str, Fact], ...]
    topics: tuple[TopicDraft, ...]

    @property
    def lead_text(self) -> str:
        clauses = [clause for clause, _fact in self.lead]
        return "; ".join(clause.rstrip(".") for clause in clauses) + "." if clauses else ""

    @property
    def body_html(self) -> str:
        """The stored form: a paragraph a topic, headed where there are several."""
        written = []
        for topic in self.topics:
            if len(self.topics) > 1:
                written.append(f"<h2>{escape(topic.name, quote=False)}</h2>")
            written.append(f"<p>{' '.join(html_of(sentence) for sentence in topic.sentences)}</p>")
        return "".join(written)


def write_draft(material: Material, templates: Sequence[Template]) -> Draft:
    """The draft of a material; of the templates of each kind the first one is used whose gaps can be filled."""
    writer = _Writer(material, templates)
    topics = tuple(
        TopicDraft(facts[0].subject.topic_name, sentences)
        for facts in _by_topic(material.facts)
        if (sentences := tuple(writer.topic(facts)))
    )
    return Draft(writer.titles(), writer.lead(), topics)


@dataclass(frozen=True, slots=True)
class _Writer:
    material: Material
    templates: Sequence[Template]

    def titles(self) -> tuple[str, ...]:
        leading = self._leading()
        found = [
            text_of(sentence)
            for fact in leading
            for template in self._of(Kind.TITLE)
            if not (Gap.CHANGE in template.gaps and not fact.growth)
            and (sentence := self._filled(template, fact)) is not None
        ]
        return (*found, high(self.material.release))

    def lead(self) -> tuple[tuple[str, Fact], ...]:
        clauses: list[tuple[str, Fact]] = []
        for fact in self._leading():
            kind = Kind.LEAD_MORE if clauses else Kind.LEAD
            if clauses and not fact.growth:
                continue
            sentence = self._sentence(kind, fact)
            if sentence is not None:
                clauses.append((high(text_of(sentence)) if not clauses else text_of(sentence), fact))
            if len(clauses) == LEAD_FIGURES:
                break
        return tuple(clauses)

    def topic(self, facts: Sequence[Fact]) -> Iterable[Sentence]:
        """The sentences of one topic: each indicator that is part of no other, then what belongs to it."""
        codes = {fact.subject.code for fact in facts}
        wholes = [fact for fact in facts if fact.subject.parent not in codes]
        first = True
        for fact in sorted(wholes, key=_largest_first)[:MOST_STATEMENTS]:
            sentence = self._sentence(Kind.OPENING, fact) if first else None
            sentence = sentence or self._sentence(Kind.STATEMENT, fact)
            if sentence is None:
                continue
            first = False
            yield with_capital(sentence)
            yield from self._belonging(fact, facts)

    def _belonging(self, fact: Fact, facts: Sequence[Fact]) -> Iterable[Sentence]:
        yield from self._parts(Kind.PARTS, fact, facts)
        code = fact.subject.code
        for other in self.material.also.get(code, ()):
            if (sentence := self._sentence(Kind.ALSO, other)) is not None:
                yield with_capital(sentence)
        places = sorted(self.material.places.get(code, ()), key=lambda place: -place.value)
        for place in places[:MOST_PLACES]:
            if (sentence := self._sentence(Kind.PLACE, place)) is not None:
                yield with_capital(sentence)

    def _parts(self, kind: Kind, whole: Fact, facts: Sequence[Fact]) -> Iterable[Sentence]:
        parts = [fact for fact in facts if fact.subject.parent == whole.subject.code]
        told = [
            (fact, clause)
            for fact in sorted(parts, key=_largest_first)[:MOST_PARTS]
            if (clause := self._sentence(Kind.PART, fact)) is not None
        ]
        if not told:
            return
        joined: list[Piece] = []
        for _fact, clause in told:
            joined += [Piece("; "), *clause] if joined else clause
        for template in self._of(kind):
            if (sentence := self._filled(template, whole, tuple(joined))) is not None:
                yield with_capital(sentence)
                break
        for fact, _clause in told:
            yield from self._parts(Kind.WITHIN, fact, facts)

    def _leading(self) -> list[Fact]:
        """The facts that a headline speaks of: the main ones of the catalogue, then the largest movements."""
        codes = {fact.subject.code for fact in self.material.facts}
        wholes = [fact for fact in self.material.facts if fact.subject.parent not in codes]
        return sorted(wholes, key=lambda fact: (not fact.subject.is_headline, *_largest_first(fact)))

    def _of(self, kind: Kind) -> Iterable[Template]:
        return (template for template in self.templates if template.kind is kind)

    def _sentence(self, kind: Kind, fact: Fact) -> Sentence | None:
        for template in self._of(kind):
            if (sentence := self._filled(template, fact)) is not None:
                return sentence
        return None

    def _filled(self, template: Template, fact: Fact, parts: Sentence = ()) -> Sentence | None:
        return filled(template, fact, release=self.material.release, parts=parts)


def _by_topic(facts: Sequence[Fact]) -> list[list[Fact]]:
    topics: dict[str, list[Fact]] = {}
    for fact in facts:
        topics.setdefault(fact.subject.topic, []).append(fact)
    return list(topics.values())


def _largest_first(fact: Fact) -> tuple[Decimal, str]:
    return -fact.movement, fact.subject.code
