"""The machine's half: one file per step, in order."""
