"""The conversation, pure: forms as data and an engine without I/O, clock or database."""
