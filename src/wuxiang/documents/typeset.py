"""A filled paper as PDF: set by Typst with the fonts that come with the program."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import typst
from noto_cjk_sans_otc import FONT_PATH

from wuxiang.documents.household import Paper
from wuxiang.errors import UserError

FONT = "Noto Sans CJK SC"
PRELUDE = f"""#set document(title: "{{title}}")
#set text(font: "{FONT}", lang: "zh", region: "cn")
#let data = json(bytes(sys.inputs.data))
"""
"""The values come as one JSON text, so that none of them is ever read as markup."""


def pdf(paper: Paper) -> bytes:
    """The PDF of `paper`, one family after the other; the same paper gives the same bytes.

    Raises UserError, naming the template, when Typst does not understand it.
    """
    template = paper.template
    text = PRELUDE.replace("{title}", template.title.zh) + template.text
    data = {
        "county": paper.county,
        "as_of": f"{paper.as_of.year}年{paper.as_of.month}月{paper.as_of.day}日",
        "invented": paper.invented,
        "sheets": paper.sheets,
    }
    with tempfile.TemporaryDirectory() as nothing:
        compiler = typst.Compiler(
            root=nothing,
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(Path(str(FONT_PATH)).parent)],
            ),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            package_path=nothing,
            package_cache_path=nothing,
        )
        try:
            made = compiler.compile(text.encode(), format="pdf", timestamp=_noon(paper))
        except typst.TypstError as error:
            raise UserError(
                f"the template is not understood: {error.message}",
                remedy="correct it as Typst says: " + (error.diagnostic or error.message),
                place=template.place,
            ) from error
    return b"".join(made) if isinstance(made, list) else bytes(made or b"")


def _noon(paper: Paper) -> datetime:
    """A moment that depends on the paper alone, so that its bytes repeat."""
    return datetime(paper.as_of.year, paper.as_of.month, paper.as_of.day, 12, tzinfo=UTC)
