"""Disasters: what is prepared for them, the warnings, whom to fetch, and reports that suddenly come in numbers."""
