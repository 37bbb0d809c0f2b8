"""From a message to a case: inbox, lock, step, effects, in one transaction."""
