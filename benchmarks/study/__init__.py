"""The study: simulated worlds in which the truth is known, and how near each way of scoring comes to it.

``python -m benchmarks.study`` plays them and writes the tables and pictures of docs/method.md anew.
"""
