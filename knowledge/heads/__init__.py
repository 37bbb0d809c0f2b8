"""How many people or things."""
