"""Of everything that was done, a trail that nobody has altered."""


def test_every_trail_is_as_written_and_sealed(plant, stack):
    for service in stack.services:
        assert "as written and sealed" in stack.verify_audit(service)
    assert "changes 0 " not in stack.verify_audit("registration")
