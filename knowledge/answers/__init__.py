"""Yes and no, in any words."""
