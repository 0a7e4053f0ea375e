"""The date of a paper: shown by its head or foot, never taken by chance from what it tells."""

from pathlib import Path

import pytest

from councilgraph import documents, extract


def date_of(path: Path) -> str | None:
    """The date of the paper in a file, None where it shows none."""
    date = extract.extract(documents.read(path)).document.date
    return date.value.iso if date is not None else None


@pytest.mark.parametrize(
    ("content", "date"),
    [
        ("Grounds maintenance\n\nThe contract with Bramley Verges Ltd ends on 31 March 2027.\n", None),
        ("Grounds maintenance\n\nContract start: 1 April 2024\nThe work is done weekly.\n", None),
        ("Grounds maintenance\n\n4 March 2025\n\nThe contract ends on 31 March 2027.\n", "2025-03-04"),
        ("Agenda and minutes\n\n12\n\nMinutes of Previous Meeting: 30 March 2021\n\nMinutes:\n\nAgreed as correct.\n"
         "\n13\n\nLitter\n\nMinutes:\n\nRESOLVED that bins be bought.\n", None),
        ("Oakshott Parish Council\nMinutes of the meeting held on 4 March 2025\n\n1. Apologies\nNone.\n"
         "2. Minutes of the meeting held on 4 February 2025\nApproved.\n", "2025-03-04"),
        ("Oakshott Parish Council\nMinutes of the meeting held on Tuesday 4 March at 7pm\n\n1. Apologies\nNone.\n"
         "2. Minutes of the meeting held on 4 February 2025\nApproved.\n3. Bench\nRESOLVED to buy a bench.\n",
         "2025-03-04"),
        ("Agenda item\nCall-in rules\n(Agenda republished on 21 May 2024 with an amendment)\nMinutes:\n"
         "RESOLVED that the rules be changed.\n", None),
        ("Notice of decision\n\nPublished on 21 May 2024\n\nThe lease ends on 1 June 2030.\n", "2024-05-21"),
        ("Draft minutes\n\n1. Past\n\nThe Director put the minutes of the meeting held on 26 May 2020 for approval."
         "\nResolved - That they be approved.\n\n2. Hall\n\nResolved - That it be built.\n", None),
        ("Parish Council\nMinutes of the meeting held on 6 May 2025\n\n1. Bills\nRESOLVED to pay\n\n"
         "Date\tPayee\tFor\n15.4.25\tHolt Trees\tLime\n", "2025-05-06"),
        ("Register of contracts\n\nContractor\nStarts\nBramley Verges Ltd\n3 July 2023\n", None),
        ("To approve what Cabinet put forward on 16 February 2024.\nMinutes:\nRESOLVED that it be so.\n", None),
        ("Cabinet\nThursday 13 March 2025 at 2 pm, Wolds Room\n\nMinutes\n\n1. Fees\nRESOLVED that fees rise.\n",
         "2025-03-13"),
    ],
)  # fmt: skip
def test_only_the_head_or_foot_dates_a_paper(tmp_path: Path, content: str, date: str | None) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(content, encoding="utf-8")
    assert date_of(paper) == date


def test_the_name_of_the_file_tells_the_year_that_the_head_leaves_out(tmp_path: Path) -> None:
    paper = tmp_path / "minutes-04-03-2024.txt"
    paper.write_text("Minutes of the meeting held on Monday 4 March\n\n1. Bench\nRESOLVED to buy one.\n", "utf-8")
    assert date_of(paper) == "2024-03-04"
