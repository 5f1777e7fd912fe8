"""Text files: their encodings and their delimiters."""

from students.imports.options import Options
from students.tests.imports.corpus.cases import case

TABLE = "roll_no,name,branch,semester,Physics\nA1,Asha,CSE,4,72.5\nA2,Binu,CSE,4,AB\n"
TWO = "A1 PHYSICS 72.5/100; A2 PHYSICS absent/100"
HINDI = "रोल नंबर,छात्र का नाम,शाखा,सेमेस्टर,गणित\nA1,प्रिया यादव,CSE,4,61\n"
HINDI_MARK = "A1 गणित 61/100"
JOSE = "roll_no,name,branch,semester,Physics\nA1,José,CSE,4,50\n"


def delimited(delimiter: str, encoding: str = "utf-8") -> bytes:
    """The same table with another delimiter, in another encoding."""
    return TABLE.replace(",", delimiter).encode(encoding)


FILES = (
    case("commas", TABLE, figures=TWO),
    case("semicolons", delimited(";"), figures=TWO),
    case("tabs", delimited("\t"), figures=TWO),
    case("bars", delimited("|"), figures=TWO),
    case("semicolons, UTF-8 with its mark", delimited(";", "utf-8-sig"), figures=TWO),
    case("tabs, UTF-16 with its mark", delimited("\t", "utf-16"), figures=TWO),
    case("bars, UTF-16 with its mark", delimited("|", "utf-16"), figures=TWO),
    case("commas, UTF-32 with its mark", delimited(",", "utf-32"), figures=TWO),
    case(
        "quotation marks round every value",
        '"' + TABLE.replace(",", '","').replace("\n", '"\n"')[:-1],
        figures=TWO,
    ),
    case("a line that says the delimiter", "sep=;\n" + TABLE.replace(",", ";"), figures=TWO),
    case("lines that end as on old Macintoshes", TABLE.replace("\n", "\r"), figures=TWO),
    case("empty lines between rows", TABLE.replace("\n", "\n\n,,\n"), figures=TWO),
    case("no end of the last line", TABLE.rstrip(), figures=TWO),
    case("names in Devanagari", HINDI, figures=HINDI_MARK),
    case(
        "names in Devanagari, UTF-16, tabs",
        HINDI.replace(",", "\t").encode("utf-16"),
        figures=HINDI_MARK,
    ),
    case(
        "Windows-1252, said so",
        JOSE.encode("cp1252"),
        figures="A1 PHYSICS 50/100",
        options=Options(encoding="cp1252"),
    ),
    case("Windows-1252, not said", JOSE.encode("cp1252")),
    case("UTF-16 without its mark", TABLE.encode("utf-16-le")),
    case(
        "UTF-16 without its mark, said so",
        TABLE.encode("utf-16-le"),
        figures=TWO,
        options=Options(encoding="utf-16-le"),
    ),
    case("UTF-8 that is cut in a letter", HINDI.encode()[:-8]),
    case("an encoding that is none", TABLE, options=Options(encoding="klingon")),
    case(
        "a quotation mark never closed",
        'roll_no,name,branch,semester,Physics\nA1,"Asha,CSE,4,50\nA2,Binu,CSE,4,60\n',
    ),
    case(
        "a quotation mark within a value",
        'roll_no,name,branch,semester,Physics\nA1,"As"ha,CSE,4,50\n',
    ),
    case(
        "a comma within a name, quoted",
        'roll_no,name,branch,semester,Physics\nA1,"Rao, Asha",CSE,4,50\n',
        figures="A1 PHYSICS 50/100",
    ),
    case(
        "a comma within a name, not quoted",
        "roll_no,name,branch,semester,Physics\nA1,Rao, Asha,CSE,4,50\n",
    ),
    case(
        "a line break within a name",
        'roll_no,name,branch,semester,Physics\nA1,"Asha\nRao",CSE,4,50\n',
    ),
    case(
        "a first line that says two delimiters at once",
        f"sep=,;\n{TABLE}",
        figures=TWO,
    ),
    case("NUL bytes", b"roll_no,Physics\nA1,5\x000\n"),
    case("nothing", b""),
    case("white space", b" \r\n\t\n"),
    case("NUL bytes alone", b"\x00" * 64),
    case("a text", "Dear registrar,\nplease find the marks below.\nRegards\n"),
    case("one word", "a"),
    case("a cell of two thousand digits", b"roll_no,Physics\nA1," + b"9" * 2000),
    case("a thousand columns", b"roll_no" + b",x" * 999 + b"\nA1" + b",1" * 999 + b"\n"),
    case("a hundred thousand rows and one", lambda: b"roll_no,Physics\n" + b"A,1\n" * 100_001),
    case("a word document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\x00o\x00r\x00d\x00" * 200),
    case("JSON", '{"roll_no": "A1", "physics": 50}'),
    case("a script under a spreadsheet's name", "<script>alert(1)</script>"),
)
