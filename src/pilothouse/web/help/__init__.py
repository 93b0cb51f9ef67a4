"""Help: the words, the keys, the guides, read from the documents themselves."""
