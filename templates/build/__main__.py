"""Writes every template: `python -m templates.build`."""

from pathlib import Path

from templates.build import kl49, reply, soket, tongket
from templates.build.package import package

TEMPLATES = {"soket": soket, "tongket": tongket, "kl49": kl49, "letters/reply": reply}
FOLDER = Path(__file__).parents[1]


def build(name: str) -> bytes:
    """The bytes of one template."""
    source = TEMPLATES[name]
    return package(source.blocks(), source.TITLE)


if __name__ == "__main__":
    for name in TEMPLATES:
        (FOLDER / f"{name}.docx").write_bytes(build(name))
