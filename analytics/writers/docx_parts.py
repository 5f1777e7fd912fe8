"""The fixed parts of a DOCX file; what differs from report to report is filled in."""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)

RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)

OF_DOCUMENT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="styles" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)

CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%(title)s</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">%(at)s</dcterms:created></cp:coreProperties>'
)

DOCUMENT = (
    f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>%s<w:sectPr>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"'
    ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
)


def _style(name: str, title: str, size: int, before: int, after: int, more: str = "") -> str:
    """A style of paragraphs: size in half points, space in twentieths of a point."""
    keep = "<w:keepNext/>" if "Heading" in name or name == "Finding" else ""
    level = '<w:outlineLvl w:val="0"/>' if name == "Heading1" else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title}"/>'
        f'<w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}"/>{level}</w:pPr>'
        f'<w:rPr>{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


BOLD = "<w:b/><w:bCs/>"
GREY = '<w:color w:val="555555"/>'
LINE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>'
BORDERS = "".join(LINE.format(side=side) for side in ("top", "bottom", "insideH"))
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Nirmala UI"/>'
    '<w:lang w:val="%(language)s" w:bidi="%(language)s"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("Normal", "Normal", 21, 0, 80)
    + _style("Title", "Title", 40, 0, 60, BOLD)
    + _style("Subtitle", "Subtitle", 24, 0, 160, GREY)
    + _style("Heading1", "heading 1", 28, 320, 60, BOLD)
    + _style("Finding", "Finding", 21, 160, 20, BOLD)
    + _style("Weak", "Weak", 18, 0, 80, GREY)
    + _style("TableHead", "Table head", 16, 40, 40, BOLD)
    + _style("TableText", "Table text", 17, 20, 20)
    + '<w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/><w:tblPr>'
    f"<w:tblBorders>{BORDERS}</w:tblBorders>"
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style></w:styles>"
)
