"""Whole runs: files checked, files taken into a store."""
