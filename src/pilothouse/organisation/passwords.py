"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LeanArgon2(Argon2PasswordHasher):
    """Argon2id with 46 MiB, one lane, one pass: the current published minimum, 120 ms on a small host."""

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1
