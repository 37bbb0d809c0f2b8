"""Linear models learned from the project's own sentences: causes, danger, yes or no, commands."""
