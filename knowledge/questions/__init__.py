"""Questions and answers: the entries, and the search that knows when it does not know."""
