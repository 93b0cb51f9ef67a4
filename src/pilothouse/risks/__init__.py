"""WATCH: risks and opportunities, rated and watched before anything happens."""
