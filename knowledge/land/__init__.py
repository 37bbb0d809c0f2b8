"""Land and houses: how large they are."""
