"""Cases after they arrived: the lifecycle table, the clocks, the event log."""
