"""Finding, loading and asking jurisdictions: discovery imports nothing, loading isolates, the façade is typed."""
