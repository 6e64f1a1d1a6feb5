"""Benchmarks of the whole system: figures are ratios against something run beside it in the same run."""
