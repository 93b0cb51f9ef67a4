"""Mail: the daily digest, and how it leaves."""
