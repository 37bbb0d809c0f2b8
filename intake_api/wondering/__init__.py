"""An optional language model of the county's own that may propose what an answer meant (off by default)."""
