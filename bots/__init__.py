"""Speaks: one file a channel. Knows no rule and no table."""
