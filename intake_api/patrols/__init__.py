"""走访: every household looked at, who is still to be seen, whom to see today, and who is responsible."""
