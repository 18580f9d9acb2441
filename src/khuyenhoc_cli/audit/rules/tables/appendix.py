"""Body against appendix."""

from khuyenhoc_cli.audit.model import Rule

APPENDIX_RULES: tuple[Rule, ...] = ()
