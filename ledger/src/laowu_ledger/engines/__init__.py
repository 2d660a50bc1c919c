"""What carries out the rules over a store: DuckDB in this process, Spark or PostgreSQL where one machine is outgrown."""
