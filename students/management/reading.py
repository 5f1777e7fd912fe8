"""How a command is told to read a file: its header, its columns, its names."""

import argparse


def pair_of(text: str) -> tuple[str, str]:
    """Both sides of an equals sign: “Roll=roll_no”."""
    left, sign, right = text.rpartition("=")
    if not (sign and left.strip() and right.strip()):
        raise argparse.ArgumentTypeError(f"“{text}” has no two sides of an equals sign.")
    return left.strip(), right.strip()


def add_reading_arguments(parser):
    """Add what says how the file is to be read."""
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=pair_of,
        metavar="TITLE=READING",
        help='How a column is read: "Enrol=roll_no", "M1=marks Mathematics (50)", '
        '"IA-1=marks Physics / IA-1 (20)", "Old=left_out"; a stroke within a name is written '
        'twice, "FG=marks French // German"; a column may be named by its letters, '
        '"[C]=name". It is remembered for files with the same titles.',
    )
    parser.add_argument(
        "--header-row", type=int, default=0, metavar="N", help="The row with the titles."
    )
    parser.add_argument(
        "--guess", action="store_true", help="Read the columns as if nothing were remembered."
    )
    parser.add_argument(
        "--same",
        action="append",
        default=[],
        type=pair_of,
        metavar="NAME=KNOWN",
        help="A subject or branch of the file is a known one; remembered as its other name.",
    )
    parser.add_argument(
        "--new",
        action="append",
        default=[],
        metavar="NAME",
        help="A subject or branch of the file is new although it looks like a known one.",
    )
    for name in ("branch", "semester", "subject"):
        parser.add_argument(
            f"--{name}", default="", help=f"The {name} of the whole file, where no column says it."
        )


def readings_of(options: dict) -> dict:
    """What was said, as Options has it."""
    said = {name: options[name] for name in ("header_row", "branch", "semester", "subject")}
    return said | {
        "columns": tuple(options["map"]),
        "same": tuple(options["same"]),
        "new": tuple(options["new"]),
        "remembered": not options["guess"],
    }
