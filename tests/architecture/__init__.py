"""What must stay true of the code itself."""
