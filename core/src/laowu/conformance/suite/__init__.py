"""The suite as pytest sees it: ``pytest --pyargs laowu.conformance.suite --jurisdiction CODE``."""
