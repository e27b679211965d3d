"""What whoever steals a copy of the database gets: nothing that tells who is here or what was said."""
