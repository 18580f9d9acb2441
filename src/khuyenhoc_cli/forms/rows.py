"""Strict row models, built once per form from its indicators: types and bounds of single cells are Pydantic's work."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from khuyenhoc_cli.forms.indicator import Indicator, Measure


def row_model(name: str, title: str, indicators: tuple[Indicator, ...]) -> type[BaseModel]:
    """A flat model with one optional strict field per code: counts and flags as `int`, money as đồng."""
    fields: dict[str, Any] = {
        indicator.code: (_field_type(indicator) | None, Field(default=None, description=indicator.label))
        for indicator in indicators
    }
    return create_model(name, __config__=ConfigDict(strict=True, extra="forbid", title=title), **fields)


def _field_type(indicator: Indicator) -> Any:
    if indicator.measure is Measure.FLAG:
        return Annotated[int, Field(ge=0, le=1)]
    return Annotated[int, Field(ge=indicator.minimum * indicator.scale, le=indicator.maximum * indicator.scale)]
