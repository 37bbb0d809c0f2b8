"""Owns the database, the rules of the procedure, HTTP and the console."""
