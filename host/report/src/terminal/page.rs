//! A page of terminal text: headings, paragraphs and tables out of [`Plain`] and nothing else.

use anstyle::{AnsiColor, Style};
use assay_domain::{Decision, Level, Severity};
use comfy_table::{
    Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets,
};

use crate::encode::terminal::Plain;

/// How the page may look. The caller knows the terminal; this crate asks nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns; at least 60 are used.
    pub width: u16,
    /// True for colour and bold. No meaning is in the colour alone.
    pub colour: bool,
}

impl Default for Page {
    /// For a pipe or a file: 100 columns, no colour.
    fn default() -> Self {
        Self {
            width: 100,
            colour: false,
        }
    }
}

/// How much a word should stand out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tone {
    #[default]
    Normal,
    Good,
    Caution,
    Bad,
}

impl From<Decision> for Tone {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Approve => Self::Good,
            Decision::Conditional | Decision::Undecided => Self::Caution,
            Decision::Reject => Self::Bad,
        }
    }
}

impl From<Level> for Tone {
    fn from(level: Level) -> Self {
        match level {
            Level::VeryLow | Level::Low => Self::Normal,
            Level::Medium => Self::Caution,
            Level::High | Level::VeryHigh => Self::Bad,
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info | Severity::Low => Self::Normal,
            Severity::Medium => Self::Caution,
            Severity::High | Severity::Critical => Self::Bad,
        }
    }
}

/// Text with a tone.
#[derive(Debug, Clone, Default)]
pub(super) struct Word(Plain, Tone);

impl Word {
    pub(super) fn toned(text: Plain, tone: impl Into<Tone>) -> Self {
        Self(text, tone.into())
    }
}

impl From<Plain> for Word {
    fn from(text: Plain) -> Self {
        Self(text, Tone::Normal)
    }
}

/// What is written so far.
pub(super) struct Writer {
    page: Page,
    out: String,
}

impl Writer {
    pub(super) fn new(page: Page) -> Self {
        Self {
            page: Page {
                width: page.width.max(60),
                ..page
            },
            out: String::new(),
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn width(&self) -> usize {
        usize::from(self.page.width)
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    fn styled(&mut self, text: &Plain, style: Style) {
        let style = if self.page.colour {
            style
        } else {
            Style::new()
        };
        text.styled(style, &mut self.out);
    }

    /// A heading, with a line before it.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.styled(&Plain::of(text), Style::new().bold());
        self.blank();
    }

    /// The decision, bold and large enough to be found at a glance.
    pub(super) fn banner(&mut self, word: &str, tone: impl Into<Tone>, text: &Plain) {
        let style = match tone.into() {
            Tone::Normal => Style::new(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Caution => AnsiColor::Yellow.on_default(),
            Tone::Bad => AnsiColor::Red.on_default(),
        };
        self.out.push_str("  ");
        self.styled(&Plain::of(word), style.bold());
        self.out.push_str("  ");
        self.out.push_str(text.as_str());
        self.blank();
    }

    /// A paragraph, wrapped between words, with `indent` blanks before each line.
    pub(super) fn paragraph(&mut self, indent: usize, text: &Plain) {
        let room = self.width().saturating_sub(indent).max(20);
        let mut line = Plain::default();
        for word in text.as_str().split(' ') {
            let mut word = Plain::of(word);
            // A word that is wider than the page is cut into lines; without this one long token would break the layout.
            while word.width() > room {
                if line.width() > 0 {
                    self.line(indent, &std::mem::take(&mut line));
                }
                let (head, tail) = word.split_at_width(room);
                self.line(indent, &head);
                word = tail;
            }
            if line.width() > 0 && line.width() + 1 + word.width() > room {
                self.line(indent, &std::mem::take(&mut line));
            }
            line = Plain::show(format!("{line} {word}"));
        }
        self.line(indent, &line);
    }

    /// One line as it is.
    pub(super) fn line(&mut self, indent: usize, text: &Plain) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(text.as_str());
        self.blank();
    }

    /// A table. `widest` caps columns from the left: a cap of 0 leaves a column as wide as it needs.
    pub(super) fn table(&mut self, header: &[&str], rows: Vec<Vec<Word>>, widest: &[u16]) {
        let mut table = Table::new();
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .force_no_tty()
            .set_width(self.page.width);
        if self.page.colour {
            table.enforce_styling();
        }
        table.set_header(header.iter().map(|name| {
            let cell = Cell::new(name);
            if self.page.colour {
                cell.add_attribute(Attribute::Bold)
            } else {
                cell
            }
        }));
        for row in rows {
            table.add_row(row.into_iter().map(|Word(text, tone)| {
                let cell = Cell::new(text);
                match tone {
                    _ if !self.page.colour => cell,
                    Tone::Normal => cell,
                    Tone::Good => cell.fg(Color::Green),
                    Tone::Caution => cell.fg(Color::Yellow),
                    Tone::Bad => cell.fg(Color::Red),
                }
            }));
        }
        for (index, width) in widest.iter().enumerate().filter(|(_, width)| **width > 0) {
            if let Some(column) = table.column_mut(index) {
                column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(*width)));
            }
        }
        for line in table.lines() {
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }
}
