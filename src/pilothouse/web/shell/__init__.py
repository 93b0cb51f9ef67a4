"""The frame around every page: navigation, sign-in, error pages."""
