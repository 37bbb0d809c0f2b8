"""The outbox: who is told what, and what became of it."""
