"""What leaves the product on paper: packs as PDF and as a workbook, the same to the byte whenever they are made; and
a drawing on one sheet.
"""

from pilothouse.paper.printing import pdf_of, sheet_of
from pilothouse.paper.sheet import workbook_of

__all__ = ["pdf_of", "sheet_of", "workbook_of"]
