"""Money as people tell it."""
