"""Views by what they look after."""
