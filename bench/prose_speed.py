"""CPU that finding the figures of a 1,500-word article takes, against a fixed loop, so that machines compare.

Run: `python bench/prose_speed.py`. The article is made of the labelled passages of the tests, whole paragraphs up to
1,500 words. Prints milliseconds of CPU and the ratio to the reference loop; exit 1 above the bar of 50 ms.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reports.prose.claims import find_claims  # noqa: E402

WORDS = 1_500
BAR_MS = 50
ROUNDS = 15


def article() -> str:
    """Passages one after the other, about 1,500 words of them."""
    paragraphs: list[str] = []
    words = 0
    for path in sorted((ROOT / "tests" / "reports" / "prose" / "passages").glob("*.json")):
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        words += len(text.split())
        paragraphs.append(text)
        if words >= WORDS:
            break
    return "\n".join(paragraphs)


def reference_loop() -> int:
    """A fixed piece of work: a hundred thousand dictionary look-ups and additions."""
    table = {number: number * number for number in range(1_000)}
    total = 0
    for number in range(100_000):
        total += table[number % 1_000]
    return total


def fastest(work: Callable[[], object]) -> float:
    """The least CPU, in milliseconds, of several runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1_000 * min(times)


def main() -> int:
    text = article()
    words = len(text.split())
    claims = find_claims(text, date(2020, 6, 30))
    finding = fastest(lambda: find_claims(text, date(2020, 6, 30))) * WORDS / words
    loop = fastest(reference_loop)
    print(f"{'finding figures':<28}{'CPU':>10}{'ratio':>10}{'bar':>10}")
    print(f"{f'{WORDS} words, {len(claims)} claims':<28}{finding:>7.1f} ms{finding / loop:>10.2f}{BAR_MS:>7} ms")
    print(f"{'reference loop':<28}{loop:>7.1f} ms{1:>10.2f}")
    return 0 if finding < BAR_MS else 1


if __name__ == "__main__":
    sys.exit(main())
