"""The rules of the suite, tier by tier."""
