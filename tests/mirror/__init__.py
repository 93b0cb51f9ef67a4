"""The mirror: is the system used or shelved?"""
