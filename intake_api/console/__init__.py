"""Pages for operators and cadres, rendered on the server."""
