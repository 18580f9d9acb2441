"""The amounts of the year before, over the rows of today's returns: what these are held against."""

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.submission import Place
from khuyenhoc_cli.ledger.books import Returns, reporters
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.rebase.carrying import Carrying
from khuyenhoc_cli.rebase.registered import registered
from khuyenhoc_cli.rebase.successors import REFORM, Successors
from khuyenhoc_cli.workspace.workspace import Workspace


def over_todays_rows(
    returns: Returns, workspace: Workspace, edition: Edition, before: Period, now: Period
) -> dict[Place, int]:
    """What was returned for `before`, by unit of the list of `now` and indicator.

    Where the lists differ, only what was carried over whole: a share of a unit that was split is no ground for doubt.
    """
    old, new = workspace.units_on(before), workspace.units_on(now)
    if old is new:
        return {place: amount for returned in returns.values() for place, amount in returned.items()}
    across = before.last_day < REFORM <= now.last_day
    successors = Successors(old, new, workspace.succession, registered, across_reform=across)
    reported = tuple(reporters(old, edition, returns))
    found: dict[Place, int] = {}
    for above in new.units:
        children = new.children(above.code)
        if not children:
            continue
        carried = Carrying(above, successors, lambda _code: None, edition.flags).carry(reported, edition.indicators)
        for child in children:
            estimated = carried.estimated.get(child.code, ())
            values = carried.values(child.code).items()
            found.update({(child.code, code): amount for code, amount in values if code not in estimated})
    return found
