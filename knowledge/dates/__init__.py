"""Days as people say them, and the farmer's calendar."""
