"""The post room: knows people, words and links, never a claim."""
