"""Saving lists: each line is answered for in the response."""

from semsdemo.api import common


def check(answer):
    """The answer of a batch, all of which must have been saved."""
    if answer.outcome != common.BATCH_OUTCOME_SAVED:
        errors = [f"{e.line} {e.item} {e.field}: {e.code} {e.message}" for e in answer.errors[:5]]
        raise RuntimeError("not saved: " + "; ".join(errors))
    return answer
