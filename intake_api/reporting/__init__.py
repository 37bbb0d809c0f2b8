"""The papers: every figure is a query that can list its rows."""
