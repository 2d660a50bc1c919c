"""The store: rows of all ledgers sorted by person, in segments that a manifest names and that never change."""
