//! Word documents (ECMA-376 part 1, 17): paragraphs, headings, lists, tables, text boxes, notes, headers and footers, as they
//! read with all tracked changes accepted.

use super::{
    numbering::Numbering,
    package::Package,
    styles::Styles,
    xml::{Element, Item, Items},
};
use crate::{Reading, Unreadable};

const RELATIONSHIPS: &str = "_rels/.rels";
/// Characters of a heading in a label.
const SHOWN: usize = 60;

/// Reads a Word document.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Result<(), Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let folder = main
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    let beside = |name: &str| format!("{folder}/{name}");
    let text = package.part(&main)?.ok_or_else(|| {
        Unreadable::Damaged("it has no main part: this is not a Word document".to_owned())
    })?;
    let styles = match package.part(&beside("styles.xml"))? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let numbering = match package.part(&beside("numbering.xml"))? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let mut writer = Writer {
        reading,
        styles,
        numbering,
        heading: None,
        paragraphs: 0,
        tables: 0,
        seen: Seen::default(),
    };
    writer.part(&text, None)?;
    let names = package.names();
    for (prefix, what) in [
        ("footnotes", "footnote"),
        ("endnotes", "endnote"),
        ("header", "header of a page"),
        ("footer", "footer of a page"),
    ] {
        for name in &names {
            let is_one = name
                .strip_prefix(&beside(prefix))
                .and_then(|rest| rest.strip_suffix(".xml"))
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
            if is_one && let Some(text) = package.part(name)? {
                writer.part(&text, Some(what))?;
            }
        }
    }
    let seen = writer.seen;
    if reading.text.trim().is_empty() {
        let pictures = names.iter().any(|name| name.starts_with(&beside("media/")));
        return Err(if pictures {
            Unreadable::Scanned("it holds pictures without text".to_owned())
        } else {
            Unreadable::Damaged("it is empty".to_owned())
        });
    }
    if seen.changes {
        reading.note("it has tracked changes: insertions are read, deletions are not");
    }
    if seen.hidden {
        reading.note("hidden text was left out");
    }
    if names.contains(&beside("comments.xml")) {
        reading.note("comments were left out");
    }
    Ok(())
}

/// The part that the package names as its document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    let relationships = package.part(RELATIONSHIPS)?.ok_or_else(|| {
        Unreadable::Damaged("it is a ZIP archive, but not an Office file".to_owned())
    })?;
    let mut items = Items::new(&relationships);
    while let Some(item) = items.next()? {
        if let Item::Open(element) = item
            && element
                .get("Type")
                .is_some_and(|kind| kind.ends_with("/officeDocument"))
            // A target outside the file is not followed.
            && element.get("TargetMode") != Some("External")
            && let Some(target) = element.get("Target")
        {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Err(Unreadable::Damaged(
        "it does not say which of its parts is the document".to_owned(),
    ))
}

/// What was met on the way.
#[derive(Clone, Copy, Default)]
struct Seen {
    changes: bool,
    hidden: bool,
}

struct Writer<'a> {
    reading: &'a mut Reading,
    styles: Styles,
    numbering: Numbering,
    heading: Option<String>,
    paragraphs: usize,
    tables: usize,
    seen: Seen,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    level: Option<u32>,
    list: Option<(String, Option<u32>)>,
}

/// A table that is being read.
struct Table {
    number: usize,
    row: usize,
    cells: Vec<String>,
}

impl Writer<'_> {
    /// Reads one part; `what` is the label of its text, none for the main part.
    fn part(&mut self, xml: &str, what: Option<&str>) -> Result<(), Unreadable> {
        let mut items = Items::new(xml);
        // A text box stands in a paragraph and holds paragraphs, a table in a cell is a table in a table.
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut tables: Vec<Table> = Vec::new();
        let mut in_text = false;
        while let Some(item) = items.next()? {
            match item {
                Item::Open(element) => match element.name.as_str() {
                    // The same content once more, for old programs; and deleted text.
                    "Fallback" => items.skip()?,
                    "del" | "moveFrom" | "delText" | "delInstrText" => {
                        self.seen.changes = true;
                        items.skip()?;
                    }
                    "ins" | "moveTo" => self.seen.changes = true,
                    // What a paragraph was before a change, and the instructions of fields.
                    "pPrChange" | "rPrChange" | "instrText" | "sdtPr" | "sectPr" => items.skip()?,
                    "r" => {
                        if let Some(paragraph) = paragraphs.last_mut() {
                            // Properties come first; a run that is hidden is told by them.
                            paragraph.text.push(RUN);
                        }
                    }
                    "vanish" | "webHidden" if element.is_on() => {
                        if let Some(paragraph) = paragraphs.last_mut() {
                            paragraph.text.push(VANISH);
                        }
                    }
                    "p" => paragraphs.push(Paragraph::default()),
                    "t" => in_text = true,
                    "tbl" => {
                        self.tables += 1;
                        tables.push(Table {
                            number: self.tables,
                            row: 0,
                            cells: Vec::new(),
                        });
                    }
                    "tr" => {
                        if let Some(table) = tables.last_mut() {
                            table.row += 1;
                            table.cells.clear();
                        }
                    }
                    "tc" => {
                        if let Some(table) = tables.last_mut() {
                            table.cells.push(String::new());
                        }
                    }
                    _ => {
                        if let Some(paragraph) = paragraphs.last_mut() {
                            paragraph.element(&element);
                        }
                    }
                },
                Item::Text(text) => {
                    if in_text && let Some(paragraph) = paragraphs.last_mut() {
                        paragraph
                            .text
                            .extend(text.chars().filter(|c| !matches!(*c, RUN | VANISH)));
                    }
                }
                Item::Close(name) => match name.as_str() {
                    "t" => in_text = false,
                    "p" => {
                        if let Some(paragraph) = paragraphs.pop() {
                            self.paragraph(paragraph, what, tables.last_mut())?;
                        }
                    }
                    "tr" => {
                        let outer = tables.len() > 1;
                        if let Some(table) = tables.last_mut()
                            && !outer
                        {
                            self.row(table)?;
                        } else if let Some(table) = tables.pop() {
                            // A table in a cell is read as the text of that cell.
                            if let Some(cell) =
                                tables.last_mut().and_then(|outer| outer.cells.last_mut())
                            {
                                cell.push_str(&table.cells.join(" "));
                            }
                            tables.push(table);
                        }
                    }
                    "tbl" => {
                        tables.pop();
                    }
                    _ => {}
                },
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        paragraph: Paragraph,
        what: Option<&str>,
        table: Option<&mut Table>,
    ) -> Result<(), Unreadable> {
        let (text, hidden) = visible(&paragraph.text);
        self.seen.hidden |= hidden;
        let style = paragraph.style.as_deref().unwrap_or("Normal");
        let list = match &paragraph.list {
            // The list `0` takes a paragraph out of the list of its style.
            Some((list, _)) if list == "0" => None,
            Some((list, level)) => Some((list.clone(), level.unwrap_or(0))),
            None => self.styles.list(style),
        };
        let mark = list.and_then(|(list, level)| self.numbering.next(&list, level));
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let text = match mark {
            Some(mark) => format!("{mark} {text}"),
            None => text.to_owned(),
        };
        if let Some(cell) = table.and_then(|table| table.cells.last_mut()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&text.replace('\n', " "));
            return Ok(());
        }
        let is_heading = paragraph
            .level
            .or_else(|| self.styles.heading(style))
            .is_some();
        self.reading.block()?;
        if let Some(what) = what {
            self.reading.mark(what)?;
        } else if is_heading {
            let mut shown: String = text.chars().take(SHOWN).collect();
            if shown.chars().count() == SHOWN {
                shown.push('…');
            }
            self.reading.mark(format!("heading “{shown}”"))?;
            self.heading = Some(shown);
            self.paragraphs = 0;
            self.reading.push("# ")?;
        } else {
            self.paragraphs += 1;
            let number = self.paragraphs;
            self.reading.mark(match &self.heading {
                Some(heading) => format!("“{heading}”, paragraph {number}"),
                None => format!("paragraph {number}"),
            })?;
        }
        self.reading.push(&text)
    }

    fn row(&mut self, table: &Table) -> Result<(), Unreadable> {
        if table.cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if table.row == 1 || !self.reading.text.ends_with('|') {
            self.reading.block()?;
        } else {
            self.reading.push("\n")?;
        }
        self.reading
            .mark(format!("table {}, row {}", table.number, table.row))?;
        self.reading.push("|")?;
        for cell in &table.cells {
            self.reading.push(" ")?;
            self.reading.push(&cell.replace('|', "/"))?;
            self.reading.push(" |")?;
        }
        Ok(())
    }
}

/// Marks in a paragraph's text where a run begins, and that it is hidden. Noncharacters, which no XML text can hold.
const RUN: char = '\u{fdd0}';
const VANISH: char = '\u{fdd1}';

/// The text without its hidden runs, and whether there were any.
fn visible(text: &str) -> (String, bool) {
    let mut out = String::new();
    let mut hidden = false;
    for run in text.split(RUN) {
        if run.contains(VANISH) {
            hidden |= run.chars().any(|c| c.is_alphanumeric());
        } else {
            out.push_str(run);
        }
    }
    (out, hidden)
}

impl Paragraph {
    fn element(&mut self, element: &Element) {
        let value = element.get("val");
        let number = || value.and_then(|value| value.parse::<u32>().ok());
        match element.name.as_str() {
            "pStyle" => self.style = value.map(str::to_owned),
            "outlineLvl" => self.level = number().filter(|level| *level < 9),
            "ilvl" => {
                let list = self.list.take().map(|(list, _)| list);
                self.list = Some((list.unwrap_or_default(), number()));
            }
            "numId" => {
                let level = self.list.take().and_then(|(_, level)| level);
                self.list = Some((value.unwrap_or_default().to_owned(), level));
            }
            "tab" if value.is_none() => self.text.push(' '),
            "br" | "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('-'),
            "sym" => self.text.push('•'),
            _ => {}
        }
    }
}
