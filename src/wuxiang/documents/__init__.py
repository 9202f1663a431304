"""Papers of a household, as card and handbook, filled from a run by templates of the pack.

A document is a Typst file of the pack with a header that says which tables and facts it reads:
a new paper is a new file. Its text comes from the template, its values from the records, and a
value is never read as markup.
"""

from wuxiang.documents.household import Paper, open_papers
from wuxiang.documents.template import Template, read_templates
from wuxiang.documents.typeset import pdf

__all__ = ["Paper", "Template", "open_papers", "pdf", "read_templates"]
