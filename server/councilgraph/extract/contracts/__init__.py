"""The contracts that papers tell of, from running text, tables and lists."""
