"""One question at a time, until the answer cannot change."""
