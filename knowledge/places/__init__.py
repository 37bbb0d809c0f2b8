"""Where somebody lives: towns and villages, by name and by sound."""
