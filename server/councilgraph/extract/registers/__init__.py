"""Contracts and grants from what is tables and records already: registers in CSV, OCDS packages."""
