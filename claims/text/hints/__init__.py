"""What a text itself gives reason to look at twice: hints for the person who checks, never a verdict."""
