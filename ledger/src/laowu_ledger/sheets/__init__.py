"""Workbooks that the program writes: the template of a region, and the rows that were refused."""
