"""How a set of brands comes out as one value of the rules moves."""
