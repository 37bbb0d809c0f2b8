"""What somebody wants done, said in a roundabout way: learned from sentences."""
