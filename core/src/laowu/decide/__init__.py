"""How rules are applied to a case: pure functions from a rule book, a case and a date to an answer."""
