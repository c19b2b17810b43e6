"""The refusals of the domain: errors whose words a person can read."""


class WorkflowError(Exception):
    """An action was refused; the words say why. A message on the page, a problem 409 in the API."""

    code = "refused"


class Moved(WorkflowError):
    """Somebody else has just moved this row."""

    code = "moved"
