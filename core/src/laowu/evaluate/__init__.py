"""One dossier under one jurisdiction, under many, again as it was, and rule by rule."""
