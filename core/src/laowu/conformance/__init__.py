"""Whether a region says what its documents say: worked cases, and rule data nudged to see whether any case notices."""
