"""What would change for a set of brands if the rules were other ones."""
