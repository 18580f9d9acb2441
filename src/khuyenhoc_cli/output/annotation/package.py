"""The parts of a workbook's package: untouched ones keep their bytes, opened ones are written back from their XML."""

import posixpath
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from khuyenhoc_cli.report.word.zipping import zip_entry

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f"{{{OFFICE}}}id"
WORKBOOK = "xl/workbook.xml"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPES_PART = "[Content_Types].xml"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE[1:-1]}"/>'.encode()


class NotPatchableError(Exception):
    """The file is no workbook of XML parts, or is built as no program known to us builds it."""


def parse(content: bytes) -> Element:
    """The root of a part; it names nothing outside itself."""
    root: Element = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    return root


class Package:
    """A workbook's parts by name."""

    def __init__(self, data: bytes) -> None:
        try:
            with ZipFile(BytesIO(data)) as archive:
                self._parts = {name: archive.read(name) for name in archive.namelist()}
        except BadZipFile as error:
            raise NotPatchableError from error
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._names = {name.lower(): name for name in self._parts}

    def names(self) -> tuple[str, ...]:
        """Every part."""
        return tuple(self._parts)

    def content(self, name: str) -> bytes:
        """The part's bytes, as they were."""
        return self._parts[name]

    def seen(self, name: str) -> Element:
        """The part's root, to be read only."""
        if name not in self._trees:
            self._trees[name] = parse(self._parts[name])
        return self._trees[name]

    def tree(self, name: str) -> Element:
        """The part's root, open for changes."""
        self._changed.add(name)
        return self.seen(name)

    def put(self, name: str, content: bytes, kind: str = "") -> None:
        """Nothing; the part is there, of that content type unless the file's ending tells it."""
        self._forget(name)
        self._parts[name] = content
        self._names[name.lower()] = name
        types = self.tree(_TYPES_PART)
        if kind and not any(each.get("PartName") == f"/{name}" for each in types):
            etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{name}", ContentType=kind)

    def declare_ending(self, ending: str, kind: str) -> None:
        """Nothing; files of that ending have a content type."""
        types = self.tree(_TYPES_PART)
        if not any((each.get("Extension") or "").lower() == ending for each in types):
            types.insert(0, types.makeelement(f"{_TYPES}Default", Extension=ending, ContentType=kind))

    def remove(self, name: str) -> None:
        """Nothing; the part and its content type are gone."""
        self._forget(name)
        self._parts.pop(name, None)
        types = self.tree(_TYPES_PART)
        for each in [each for each in types if each.get("PartName") == f"/{name}"]:
            types.remove(each)

    def target(self, source: str, identity: str | None) -> str:
        """The part that a relation of `source` leads to."""
        for each in self._relations(source):
            if each.get("Id") == identity:
                return self._resolved(source, each)
        raise NotPatchableError(f"{source} has no relation {identity}")

    def related(self, source: str, kind: str = "") -> tuple[str, ...]:
        """The parts of one kind ("comments"), or of any, that belong to `source`."""
        own = [each for each in self._relations(source) if each.get("TargetMode") != "External"]
        ending = f"/{kind}" if kind else ""
        return tuple(self._resolved(source, each) for each in own if (each.get("Type") or "").endswith(ending))

    def relate(self, source: str, kind: str, target: str) -> str:
        """The identity of a new relation from `source` to `target`."""
        if relations_part(source) not in self._parts:
            self.put(relations_part(source), _NO_RELATIONS)
        relations = self.tree(relations_part(source))
        used = {each.get("Id") for each in relations}
        identity = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        path = posixpath.relpath(target, posixpath.dirname(source))
        etree.SubElement(relations, f"{_PACKAGE}Relationship", Id=identity, Type=f"{OFFICE}/{kind}", Target=path)
        return identity

    def free_name(self, pattern: str) -> str:
        """The first name that no part has: "xl/comments{}.xml" -> "xl/comments3.xml"."""
        taken = len(self._parts) + 1
        return next(name for n in range(1, taken + 1) if (name := pattern.format(n)).lower() not in self._names)

    def packed(self) -> bytes:
        """The workbook."""
        stream = BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                archive.writestr(zip_entry(name), self._written(name) if name in self._changed else content)
        return stream.getvalue()

    def _written(self, name: str) -> bytes:
        document = self._trees[name].getroottree()
        if name.endswith(".vml"):
            return bytes(etree.tostring(document, encoding="UTF-8", xml_declaration=False))
        return bytes(etree.tostring(document, encoding="UTF-8", xml_declaration=True, standalone=True))

    def _relations(self, source: str) -> list[Element]:
        part = relations_part(source)
        return list(self.seen(part)) if part in self._parts else []

    def _forget(self, name: str) -> None:
        self._trees.pop(name, None)
        self._changed.discard(name)

    def _resolved(self, source: str, relation: Element) -> str:
        target = posixpath.join("/" + posixpath.dirname(source), relation.get("Target") or "")
        name = posixpath.normpath(target).lstrip("/")
        return self._names.get(name.lower(), name)


def relations_part(source: str) -> str:
    """The part that holds the relations of a part."""
    folder, name = posixpath.split(source)
    return f"{folder}/_rels/{name}.rels"
