"""What stands between a brand and a yes, and the nearest ways there."""
