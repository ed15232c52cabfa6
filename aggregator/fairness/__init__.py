"""The fairness audit: how scores treat groups of officers, places, services and hours.

Pure functions over votes. What a NIP tells of a person (sex, age) is used here and nowhere else: it is never an input
of the score. No figure shows by itself why two groups are rated differently: people may rate them differently for the
same service (bias), or be served differently.
"""
