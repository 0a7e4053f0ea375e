"""Sums of money in running text and in tables, with their kind and what they are for."""
