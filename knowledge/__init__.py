"""What people mean and what the policy says: pure functions and county data, no I/O at call time."""
