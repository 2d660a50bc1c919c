"""Files of every kind as one stream of batches of text cells that still know what kind of cell they were."""
