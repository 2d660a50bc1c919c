"""Records of decisions as the text of their JSON, written without making the objects that it tells of."""
