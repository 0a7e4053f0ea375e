"""Numbers at the start of lines that run on from line to line: those of items, where they look like dates."""

import re
from functools import lru_cache

_NUMBER = re.compile(r"(?m)^(?P<parts>\d{1,4}/\d{1,2}/\d{1,3})[.):]?\s+(?=[A-Z\"'(])")
_LEAST = 4  # lines in a row; fewer may be the dates of a list


@lru_cache(16)
def starts(text: str) -> frozenset[int]:
    """Where lines start whose number runs on in its last part: "10/06/01", "10/06/02", "10/06/03", "10/06/04"."""
    found = [(match.start(), [int(part) for part in match["parts"].split("/")]) for match in _NUMBER.finditer(text)]
    runs: list[list[tuple[int, list[int]]]] = []
    for one in found:
        if runs and _goes_on(runs[-1][-1][1], one[1]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return frozenset(start for run in runs if len(run) >= _LEAST for start, _ in run)


def _goes_on(before: list[int], after: list[int]) -> bool:
    return before[:2] == after[:2] and after[2] == before[2] + 1
