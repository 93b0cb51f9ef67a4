"""The doors of the command line: one module for each command of ./pilot."""
