"""What the generated parts of the documentation are made of: one module for each kind of part. See ``docs/generate.py``."""
