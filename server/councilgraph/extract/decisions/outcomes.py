"""What the words for an outcome mean: the status that they give a decision."""

import re

_STATUS = (
    ("called in", r"called[- ]in\b"),
    ("rejected", r"reject|refus|not (?:approved|agreed|carried|supported)|\blost\b|dismiss|declin|defeated"),
    ("deferred", r"defer|postpon|adjourn"),
    ("referred back", r"referred? back"),
    ("withdrawn", r"withdr[ae]wn?|abandon|cancel"),
    ("proposed", r"for determination|pending|\bdue\b|proposed|awaiting|draft|in preparation"),
    ("approved", r"approv|endors|grant|permitted|adopted"),
    ("agreed", r"agreed|accept|upheld|support|carried"),
    ("taken", r"implement|taken|\bmade\b|complete|signed|subject to call|decided|determined|noted|confirmed|resolved"),
)


def status_of(words: str) -> str | None:
    """The status that words such as "Recommendations Approved (subject to call-in)" give; None where they give none."""
    return next((name for name, pattern in _STATUS if re.search(pattern, words, re.IGNORECASE)), None)
