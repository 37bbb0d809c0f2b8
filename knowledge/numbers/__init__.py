"""Numbers as people say them: money, land, months, heads."""
