"""Pages for late facts and claims."""
