"""Accounts, roles, area scope (the only place scope is written)."""
