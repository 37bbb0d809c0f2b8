"""Thin HTTP."""
