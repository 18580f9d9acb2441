"""Vietnamese as the old TCVN3 fonts (.VnTime) kept it: what is left of a name when the font is gone."""

_LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ"
_BYTES = bytes.fromhex(
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbcccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfeaea1a2a3a4a5a6a7"
)
_TABLE = dict(zip(_LETTERS, _BYTES.decode("cp1252"), strict=True))


def in_tcvn3(text: str) -> str:
    """The text as such a font's bytes look in any other: "Xã Hòa Bình" -> "X· Hßa B×nh"."""
    return "".join(_TABLE.get(letter, letter) for letter in text)
