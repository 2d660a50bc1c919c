"""What a rule says, in words: its clause, its value, its history, and how much of each document is answered."""
