"""Which of several options was meant."""
