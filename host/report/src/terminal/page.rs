//! A page of terminal text: headings, paragraphs and tables out of [`Plain`] and nothing else.

use anstyle::{AnsiColor, Style};
use assay_domain::{Decision, Level, Severity};
use comfy_table::{
    Attribute, Cell, Color, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle,
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

/// How a column takes its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Short words of our own, not broken into lines where there is room.
    Whole,
    /// Shares what is left.
    Flow,
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
        for line in self.wrapped(indent, text) {
            self.line(indent, &line);
        }
    }

    /// A paragraph with a mark or a number before its first line.
    pub(super) fn item(&mut self, mark: &str, text: &Plain) {
        let indent = 2 + mark.len() + 1;
        for (index, line) in self.wrapped(indent, text).iter().enumerate() {
            if index == 0 {
                self.line(2, &Plain::show(format!("{mark} {line}")));
            } else {
                self.line(indent, line);
            }
        }
    }

    fn wrapped(&self, indent: usize, text: &Plain) -> Vec<Plain> {
        let mut lines = Vec::new();
        let room = self.width().saturating_sub(indent).max(20);
        let mut line = Plain::default();
        for word in text.as_str().split(' ') {
            let mut word = Plain::of(word);
            // A word that is wider than the page is cut into lines; without this one long token would break the layout.
            while word.width() > room {
                if line.width() > 0 {
                    lines.push(std::mem::take(&mut line));
                }
                let (head, tail) = word.split_at_width(room);
                lines.push(head);
                word = tail;
            }
            if line.width() > 0 && line.width() + 1 + word.width() > room {
                lines.push(std::mem::take(&mut line));
            }
            line = Plain::show(format!("{line} {word}"));
        }
        lines.push(line);
        lines
    }

    /// Names with their values beside them, wrapped where needed.
    pub(super) fn pairs(&mut self, pairs: &[(&str, Plain)]) {
        let widest = pairs.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let indent = 2 + widest + 2;
        for (name, value) in pairs {
            for (index, line) in self.wrapped(indent, value).iter().enumerate() {
                let name = if index == 0 { name } else { "" };
                self.out
                    .push_str(format!("  {name:<widest$}  {line}").trim_end());
                self.blank();
            }
        }
    }

    /// One line as it is.
    pub(super) fn line(&mut self, indent: usize, text: &Plain) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(text.as_str());
        self.blank();
    }

    /// A table. Rows have no lines between them: the first column is short, so that its word marks where a row starts.
    pub(super) fn table(&mut self, columns: &[(&str, Fit)], rows: Vec<Vec<Word>>) {
        let line = LineStyle::none().fill('\u{2500}').junction('\u{2500}');
        let mut table = Table::new();
        table
            .load_style(TableStyle::new().header_separator(line))
            .set_content_arrangement(ContentArrangement::Dynamic)
            .force_no_tty()
            .set_width(self.page.width);
        if self.page.colour {
            table.enforce_styling();
        }
        table.set_header(columns.iter().map(|(name, _)| {
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
        // On a narrow page every column has to give way, or the table would be wider than the page.
        let roomy = self.page.width >= 90;
        for (index, (_, fit)) in columns.iter().enumerate() {
            if let (Some(column), Fit::Whole, true) = (table.column_mut(index), fit, roomy) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        for line in table.lines() {
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }
}
