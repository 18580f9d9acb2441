"""The values that templates are tried on and named with: those of the workspace, and those of a specimen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khuyenhoc_cli.cli.figuring import desk_for, figures_for
from khuyenhoc_cli.cli.narrating import narrative_of
from khuyenhoc_cli.cli.opening import open_desk
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.editions import newest_edition
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.store import read_ledger
from khuyenhoc_cli.report.checking.specimen import known_context, unknown_context
from khuyenhoc_cli.resources import data_root
from khuyenhoc_cli.workspace.config import Config
from khuyenhoc_cli.workspace.naming import config_of
from khuyenhoc_cli.workspace.workspace import CONFIG_NAME, find_workspace, open_workspace


@dataclass(frozen=True)
class TemplateValues:
    """What a workspace of a level has: `current` is the context of its last aggregated period, if there is one."""

    edition: Edition
    config: Config
    level: str
    current: Mapping[str, Any] | None
    period: str

    def known(self, level: str) -> dict[str, Any]:
        """A context of a report of this level with something under every name."""
        return known_context(self.edition, self.config, level)

    def unknown(self, level: str) -> dict[str, Any]:
        """The same before the first return has come."""
        return unknown_context(self.edition, self.config, level)


def desk_or_none(folder: Path | None) -> Desk | None:
    """The workspace named, else the nearest one; None where a template is looked at outside of any."""
    if folder is None:
        try:
            find_workspace(Path.cwd())
        except UserError:
            return None
    return open_desk(folder)


def template_values(desk: Desk | None) -> TemplateValues:
    """The values for a workspace; outside of any those of the sample's settings."""
    from khuyenhoc_cli.report.context import report_context
    from khuyenhoc_cli.report.facts import Facts

    config = _sample_config() if desk is None else desk.workspace.config
    edition, current, period = newest_edition(data_root() / "schemas"), None, ""
    if desk is not None:
        with read_ledger(desk.workspace.ledger) as ledger:
            last = ledger.last_aggregated() if ledger else None
            if ledger is not None and last is not None:
                then = desk_for(desk, ledger, last)
                root = then.workspace.root_on(last)
                figures = figures_for(then, ledger, last, root)
                own = config_of(root, root, then.workspace.config)
                narrative, _ = narrative_of(then, ledger, last, root)
                current, period = report_context(Facts(figures, own), narrative).values, str(last)
                edition = figures.edition
    settings = _without_rules_of_other_editions(config, edition)
    level = "tinh" if desk is None else desk.workspace.root.level
    return TemplateValues(edition, settings, level, current, period)


def _without_rules_of_other_editions(config: Config, edition: Edition) -> Config:
    """The settings without targets that this edition has no ratio for, which would be a mistake of the settings."""
    targets = {code: target for code, target in config.targets.items() if code in edition.ratio_of}
    return config.model_copy(update={"targets": targets})


def _sample_config() -> Config:
    return open_workspace((data_root() / CONFIG_NAME).parent).config
