"""Months of work in a year."""
