"""The people's half: one file per room."""
