"""The decisions of a paper: records, reports, minutes, lists of decisions, forward plans."""
