"""What the people of the cast can do, one file a feature."""
