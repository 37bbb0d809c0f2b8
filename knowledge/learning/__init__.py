"""Learning to tell kinds of sentences apart: one machinery for causes of hardship and for danger."""
