"""The one exception a person sees: the command cannot go on. Faults in the data are findings, never raised."""


class UserError(Exception):
    """Cannot go on; `exit_code` is 2 for wrong use, 3 for an unreadable workspace, a full disk, a locked ledger."""

    def __init__(self, message: str, *, fix: str = "", exit_code: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.exit_code = exit_code
