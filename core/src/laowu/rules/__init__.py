"""What a rule book may say: five kinds of rules, predicates and dated values, and their loading from TOML."""
