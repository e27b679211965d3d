"""A crowd that comes, talks, goes and comes back for a long time: nothing is lost and nothing grows."""
