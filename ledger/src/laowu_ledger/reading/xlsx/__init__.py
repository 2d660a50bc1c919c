"""Workbooks of the xlsx kind as a stream of columns: unpacked, taken apart and judged side by side, and never held whole."""
