"""Who a row is about: the id kernel, keyed tokens, and the key."""
