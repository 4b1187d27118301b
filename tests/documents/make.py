"""Writes one known text as PDF, DOCX and XLSX files with tools that Assay does not know: make.py SOURCE FOLDER.

Every tool that is not installed is named on standard error and skipped; the test decides whether that may be.
"""

import pathlib
import subprocess
import sys

source = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
out = pathlib.Path(sys.argv[2])
blocks = [block for block in source.split("\n\n") if block.strip()]
blocks = [(block.startswith("# "), block.removeprefix("# ").strip()) for block in blocks]
made, missing = [], []


def tool(name):
    def run(function):
        try:
            function(out / name)
            made.append(name)
        except (ImportError, FileNotFoundError) as error:
            missing.append(f"{name}: {error}")
    return run


@tool("reportlab.pdf")
def _(path):
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    styles = getSampleStyleSheet()
    story = []
    for heading, text in blocks:
        story += [Paragraph(text, styles["Heading2" if heading else "Normal"]), Spacer(1, 8)]
    SimpleDocTemplate(str(path), invariant=1).build(story)


@tool("reportlab-columns.pdf")
def _(path):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer
    width, height = A4
    frames = [Frame(40, 40, width / 2 - 50, height - 80), Frame(width / 2 + 10, 40, width / 2 - 50, height - 80)]
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames))
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13, alignment=4)
    head = ParagraphStyle("head", fontName="Times-Bold", fontSize=14, leading=17)
    story = []
    for heading, text in blocks * 2:
        story += [Paragraph(text, head if heading else body), Spacer(1, 7)]
    document.build(story)


@tool("fpdf2.pdf")
def _(path):
    from fpdf import FPDF
    pdf = FPDF()
    # The core fonts know Windows-1252 only.
    pdf.core_fonts_encoding = "cp1252"
    pdf.add_page()
    for heading, text in blocks:
        pdf.set_font("Times", "B" if heading else "", 16 if heading else 11)
        pdf.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    pdf.output(str(path))


@tool("pymupdf.pdf")
def _(path):
    import pymupdf
    html = "".join(f"<h2>{text}</h2>" if heading else f"<p>{text}</p>" for heading, text in blocks)
    story = pymupdf.Story(html)
    writer = pymupdf.DocumentWriter(str(path))
    more = True
    while more:
        device = writer.begin_page(pymupdf.paper_rect("a4"))
        more, _ = story.place(pymupdf.paper_rect("a4") + (36, 36, -36, -36))
        story.draw(device)
        writer.end_page()
    writer.close()


def groff(device):
    lines = [".nr PS 11", ".nr VS 13"]
    for heading, text in blocks:
        # A line that begins with a dot or an apostrophe would be a request.
        lines += [".SH" if heading else ".PP", "\\&" + text]
    command = ["groff", "-Kutf8", "-ms", f"-T{device}"]
    return subprocess.run(command, input="\n".join(lines).encode(), capture_output=True, check=True).stdout


@tool("groff.pdf")
def _(path):
    path.write_bytes(groff("pdf"))


@tool("ghostscript.pdf")
def _(path):
    subprocess.run(["ps2pdf", "-", str(path)], input=groff("ps"), check=True)


@tool("qpdf-encrypted.pdf")
def _(path):
    # An owner's password, and none to open it.
    subprocess.run(["qpdf", "--encrypt", "", "owner", "256", "--print=none", "--extract=n", "--",
                    str(out / "reportlab.pdf"), str(path)], check=True)


@tool("qpdf-objects.pdf")
def _(path):
    subprocess.run(["qpdf", "--object-streams=generate", "--linearize", str(out / "reportlab.pdf"), str(path)], check=True)


@tool("locked.pdf")
def _(path):
    subprocess.run(["qpdf", "--encrypt", "user", "owner", "256", "--", str(out / "reportlab.pdf"), str(path)], check=True)


@tool("scanned.pdf")
def _(path):
    from fpdf import FPDF
    from PIL import Image
    picture = Image.new("L", (400, 560), 255)
    pdf = FPDF()
    pdf.add_page()
    pdf.image(picture, 10, 10, 180)
    pdf.output(str(path))


@tool("python-docx.docx")
def _(path):
    import docx
    document = docx.Document()
    for heading, text in blocks:
        document.add_heading(text, 1) if heading else document.add_paragraph(text)
    document.save(str(path))


@tool("openpyxl.xlsx")
def _(path):
    import datetime
    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Terms"
    for number, (heading, text) in enumerate(blocks, 1):
        sheet.cell(number, 2 if heading else 3, text)
    other = book.create_sheet("Dates")
    other["B4"] = datetime.date(2026, 3, 1)
    other["B5"] = 0.25
    book.create_sheet("Secret").sheet_state = "hidden"
    book["Secret"]["A1"] = "hidden remark"
    book.save(str(path))


@tool("xlsxwriter.xlsx")
def _(path):
    import xlsxwriter
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Terms")
    for number, (_, text) in enumerate(blocks):
        sheet.write_string(number, 0, text)
    # The value that a formula had when the file was written.
    sheet.write_formula("B1", "=6*7", None, 42)
    book.close()


print("\n".join(made))
for line in missing:
    print(line, file=sys.stderr)
sys.exit(1 if missing else 0)
