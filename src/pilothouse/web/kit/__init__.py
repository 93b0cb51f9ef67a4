"""The one component library: what a page is made of, how it looks, and the gallery that shows all of it."""
