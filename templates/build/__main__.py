"""Writes every template: `python -m templates.build`."""

from pathlib import Path

from templates.build import cum, kl49, reply, soket, soket_xa_1, soket_xa_2, soket_xa_3, tongket
from templates.build.package import package

TEMPLATES = {
    "soket": soket,
    "tongket": tongket,
    "kl49": kl49,
    "cum": cum,
    "soket-xa-1": soket_xa_1,
    "soket-xa-2": soket_xa_2,
    "soket-xa-3": soket_xa_3,
    "letters/reply": reply,
}
FOLDER = Path(__file__).parents[1]


def build(name: str) -> bytes:
    """The bytes of one template."""
    source = TEMPLATES[name]
    return package(source.blocks(), source.TITLE)


if __name__ == "__main__":
    for name in TEMPLATES:
        (FOLDER / f"{name}.docx").write_bytes(build(name))
