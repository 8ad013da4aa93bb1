"""Slips of the keyboard in names: a long word unknown to the catalogue, one letter off from one that it knows."""

from __future__ import annotations

from reports.prose.name_words import Name, Word


def mended(name: Name, vocabulary: set[str]) -> Name:
    """The name with single slips of the keyboard mended: a long word unknown to the catalogue, one letter off."""
    words = tuple(
        _near_word(word, vocabulary) if word.is_heavy and word.plain not in vocabulary else word for word in name.words
    )
    return name if words == name.words else Name(words, name.aspects, False)


def _near_word(word: Word, vocabulary: set[str]) -> Word:
    if len(word.plain) < 4 or " " in word.plain:
        return word
    near = [known for known in vocabulary if " " not in known and _one_letter_off(word.plain, known)]
    return Word(near[0], near[0], word.weight) if len(near) == 1 else word


def _one_letter_off(one: str, other: str) -> bool:
    """Whether one letter is missing, added, changed or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[start:], other[start:]
    if len(one) == len(other):
        swapped = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
        return rest[1:] == other_rest[1:] or swapped
    shorter, longer = sorted((rest, other_rest), key=len)
    return longer[1:] == shorter
