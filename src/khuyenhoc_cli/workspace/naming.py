"""How the association of a unit is called."""

from khuyenhoc_cli.text.names import slug, split_prefix
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.workspace.config import Config

_BRANCH = "Chi hội "


def association_name(unit: Unit) -> str:
    """The association of a unit: "Hội Khuyến học huyện Krông Năng", "Chi hội Khuyến học thôn Đông".

    A cluster of provinces is none: it goes by its own name.
    """
    if unit.level == "trung-uong":
        return "Hội Khuyến học Việt Nam"
    if unit.level == "cum":
        return unit.name
    if unit.level == "chi-hoi" and unit.name.startswith(_BRANCH):
        return f"{_BRANCH}Khuyến học {unit.name.removeprefix(_BRANCH)}"
    return f"Hội Khuyến học {unit.name[0].lower()}{unit.name[1:]}"


def unit_slug(unit: Unit) -> str:
    """How files of a unit are called: "krong-nang".

    An attached block keeps its full name, and so does a unit whose bare name is but a number ("Phường 1").
    """
    _, bare = split_prefix(unit.name)
    return slug(unit.name if unit.kind == "attached" or bare.isdecimal() else bare)


def config_of(scope: Unit, root: Unit, config: Config) -> Config:
    """The settings for the report of a unit: the workspace's own, or for a unit below those of its association.

    That one reports to the workspace's association; who else receives the report is not known here, nor what it
    answers to questions of Có or Chưa.
    """
    if scope == root:
        return config
    above = config.association
    association = above.model_copy(
        update={
            "name": association_name(scope),
            "parent_body": above.name.upper(),
            "unit": scope.code,
            "place": split_prefix(scope.name)[1],
            "addressee": (above.name,),
        }
    )
    return config.model_copy(update={"association": association, "recipients": (), "answers": {}})
