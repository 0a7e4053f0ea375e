"""What minutes tell beside decisions: movers, seconders, apologies, the next meeting."""

from pathlib import Path

import pytest

from councilgraph import documents, extract

HEAD = """Fallowmere Parish Council
Minutes of the meeting of the Parish Council held on Tuesday 4 March 2025

Present: Cllr Ines Harrow (Chair), Cllr B Stoke, Cllr R Quill
"""


def told(folder: Path, body: str) -> list[tuple[str, str, str]]:
    path = folder / "minutes.txt"
    path.write_text(HEAD + body, encoding="utf-8")
    kinds = {"proposed by", "seconded by", "apologies", "next meeting"}
    facts = extract.unsorted(documents.read(path))
    return sorted((fact.kind, fact.text, fact.about) for fact in facts.remarks if fact.kind in kinds)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\n12 Swings\nIt was proposed by Cllr Stoke, seconded by Cllr Quill and RESOLVED to buy swings.\n",
         [("proposed by", "Cllr Stoke", ""), ("seconded by", "Cllr Quill", "")]),
        ("\n12 Swings\nRESOLVED to buy swings. Proposed: Cllr B Stoke. Seconded: Cllr R Quill.\n",
         [("proposed by", "Cllr B Stoke", ""), ("seconded by", "Cllr R Quill", "")]),
        ("\n12 Swings\nCllr Stoke proposed and Cllr Quill seconded that swings be bought. AGREED.\n",
         [("proposed by", "Cllr Stoke", ""), ("seconded by", "Cllr Quill", "")]),
        ("\n12 Charges\nCllr Stoke moved that charges stay as they are. The motion was LOST.\n", []),
        ("\n12 Grant\nThe sum proposed was discussed. Proposed Spending Plan: noted.\n", []),
        ("\n1 Apologies\nApologies were received from Cllrs Marsh, Teal and Old.\n",
         [("apologies", "Marsh", ""), ("apologies", "Old", ""), ("apologies", "Teal", "")]),
        ("\n1 Apologies. Cllr D Vine (unwell). The Chair, Cllr Harrow, opened the meeting.\n",
         [("apologies", "Cllr D Vine", "")]),
        ("\n1 Apologies\nNone were received.\n", []),
        ("\n1 Apologies\nApologies were received from Cllr Hill; Cllr Dale substituted.\n",
         [("apologies", "Cllr Hill", "")]),
        ("\nDate of next meeting: Tuesday 1st April 2025\n",
         [("next meeting", "Date of next meeting: Tuesday 1st April 2025", "2025-04-01")]),
        ("\nNext meeting: 1 April 2025 or 8 April 2025, to be settled.\n", []),
    ],
)  # fmt: skip
def test_what_minutes_tell_of_a_meeting(tmp_path: Path, body: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(tmp_path, body) == expected
