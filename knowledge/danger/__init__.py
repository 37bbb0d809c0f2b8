"""Danger in what people write: clear signs, and what was learned from sentences for the veiled rest."""
