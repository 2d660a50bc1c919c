"""Tables of dossiers: a row is a brand, a column is a fact, and every row is judged by a region's rules of recognition."""
