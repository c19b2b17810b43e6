"""Earlier claims that say the same: retrieval by words, letters and meaning, then a guard that compares the facts."""
