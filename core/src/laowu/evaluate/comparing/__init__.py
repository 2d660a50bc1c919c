"""Two regions held against each other, question by question: what differs, and the clauses that make it differ."""
