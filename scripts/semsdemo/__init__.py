"""Demo data and the product's main job as a program, through the API alone."""


def load(gateway_target: str, admin_login: str, admin_password: str) -> list[dict]:
    """Fills a new system with the demo data; returns the accounts to try it with.

    What is there already stays as it is, so a second time changes nothing.
    """
    from semsdemo import initial

    return initial.load(gateway_target, admin_login, admin_password)
