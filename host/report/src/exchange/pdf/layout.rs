//! Paragraphs, tables and boxes put onto pages, from top to bottom.

use krilla::{
    Document,
    color::rgb,
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule},
    text::{Font, TextDirection},
};

use crate::encode::pdf::{BOLD, Ink, REGULAR};

/// A4, in points.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 52.0;
/// What is left for text.
pub(super) const COLUMN: f32 = WIDTH - 2.0 * MARGIN;
const BOTTOM: f32 = HEIGHT - 62.0;
/// Between the lines of a text, as a part of its size.
const LEADING: f32 = 1.35;

/// Colours; each only repeats what words beside it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const INK: Colour = Colour(27, 31, 36);
const SOFT: Colour = Colour(87, 96, 106);
const LINE: Colour = Colour(198, 203, 210);

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) colour: Colour,
}

pub(super) const BODY: Face = Face {
    size: 9.5,
    bold: false,
    colour: INK,
};
pub(super) const STRONG: Face = Face { bold: true, ..BODY };
pub(super) const SMALL: Face = Face {
    size: 8.0,
    bold: false,
    colour: SOFT,
};
const CELL: Face = Face { size: 8.0, ..BODY };

enum Mark {
    Text {
        x: f32,
        y: f32,
        face: Face,
        text: String,
    },
    Box {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
}

/// Pages that are being filled.
pub(super) struct Layout {
    pages: Vec<Vec<Mark>>,
    y: f32,
    headings: Vec<(String, usize, f32)>,
    foot: Ink,
}

impl Layout {
    /// An empty page; `foot` stands at the bottom of each.
    pub(super) fn new(foot: Ink) -> Self {
        Self {
            pages: vec![Vec::new()],
            y: MARGIN,
            headings: Vec::new(),
            foot,
        }
    }

    fn put(&mut self, mark: Mark) {
        self.pages
            .last_mut()
            .expect("there is a page from the start")
            .push(mark);
    }

    /// Makes room for so much; otherwise goes on with a new page.
    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
    }

    pub(super) fn space(&mut self, height: f32) {
        self.y += height;
    }

    pub(super) fn title(&mut self, text: &Ink) {
        let face = Face {
            size: 19.0,
            bold: true,
            colour: INK,
        };
        self.paragraph(text, face, 0.0);
        self.space(4.0);
    }

    /// A heading, which the outline of the file lists too, never alone at the end of a page.
    pub(super) fn heading(&mut self, text: &Ink) {
        self.need(70.0);
        self.space(14.0);
        let page = self.pages.len() - 1;
        self.headings.push((text.as_str().to_owned(), page, self.y));
        let face = Face {
            size: 12.5,
            bold: true,
            colour: INK,
        };
        self.paragraph(text, face, 0.0);
        self.put(Mark::Box {
            x: MARGIN,
            y: self.y,
            width: COLUMN,
            height: 0.8,
            colour: LINE,
        });
        self.space(7.0);
    }

    pub(super) fn paragraph(&mut self, text: &Ink, face: Face, indent: f32) {
        for line in text.lines(COLUMN - indent, face.size, face.bold) {
            self.need(face.size * LEADING);
            self.put(Mark::Text {
                x: MARGIN + indent,
                y: self.y + face.size,
                face,
                text: line,
            });
            self.y += face.size * LEADING;
        }
        self.space(2.5);
    }

    /// A paragraph behind a bar of a colour.
    pub(super) fn barred(&mut self, text: &Ink, face: Face, colour: Colour) {
        let (page, from) = (self.pages.len(), self.y);
        self.paragraph(text, face, 12.0);
        // A bar does not go over the edge of a page; the indent says enough then.
        if self.pages.len() == page {
            self.put(Mark::Box {
                x: MARGIN,
                y: from,
                width: 3.0,
                height: self.y - from - 1.5,
                colour,
            });
        }
    }

    /// A table whose heads come again on every page. Widths are parts of the column.
    pub(super) fn table(&mut self, heads: &[&str], widths: &[f32], rows: &[Vec<Ink>]) {
        let all: f32 = widths.iter().sum();
        let widths: Vec<f32> = widths.iter().map(|width| width / all * COLUMN).collect();
        let heads: Vec<Ink> = heads.iter().map(|head| Ink::of(*head)).collect();
        self.row(&heads, &widths, true);
        for row in rows {
            let page = self.pages.len();
            let height = height(row, &widths, CELL);
            self.need(height);
            if self.pages.len() > page {
                self.row(&heads, &widths, true);
            }
            self.row(row, &widths, false);
        }
        self.space(6.0);
    }

    fn row(&mut self, cells: &[Ink], widths: &[f32], is_head: bool) {
        let face = Face {
            bold: is_head,
            ..CELL
        };
        let height = height(cells, widths, face);
        self.need(height);
        let mut x = MARGIN;
        for (cell, width) in cells.iter().zip(widths) {
            for (number, line) in cell
                .lines(width - 6.0, face.size, face.bold)
                .into_iter()
                .enumerate()
            {
                let down = face.size + number as f32 * face.size * LEADING;
                self.put(Mark::Text {
                    x,
                    y: self.y + 2.0 + down,
                    face,
                    text: line,
                });
            }
            x += width;
        }
        self.y += height;
        self.put(Mark::Box {
            x: MARGIN,
            y: self.y,
            width: COLUMN,
            height: if is_head { 0.9 } else { 0.4 },
            colour: LINE,
        });
    }

    /// Boxes beside each other, each with a text in the middle of it.
    pub(super) fn boxes(&mut self, lead: &Ink, cells: &[(Ink, Colour)]) {
        const LEAD: f32 = 96.0;
        const CELL_WIDTH: f32 = 58.0;
        const CELL_HEIGHT: f32 = 22.0;
        self.need(CELL_HEIGHT);
        let middle = self.y + 14.0;
        self.put(Mark::Text {
            x: MARGIN,
            y: middle,
            face: SMALL,
            text: lead.as_str().to_owned(),
        });
        for (number, (text, colour)) in cells.iter().enumerate() {
            let x = MARGIN + LEAD + number as f32 * (CELL_WIDTH + 2.0);
            self.put(Mark::Box {
                x,
                y: self.y,
                width: CELL_WIDTH,
                height: CELL_HEIGHT,
                colour: *colour,
            });
            self.put(Mark::Text {
                x: x + 5.0,
                y: middle,
                face: CELL,
                text: text.as_str().to_owned(),
            });
        }
        self.y += CELL_HEIGHT + 2.0;
    }

    /// The file. The same pages give the same bytes: no time and no random number is in it.
    pub(super) fn finish(self, title: &Ink) -> Result<Vec<u8>, String> {
        let font = |bytes: &'static [u8]| {
            Font::new(bytes.to_vec().into(), 0).expect("the font comes with the program")
        };
        let fonts = [font(REGULAR), font(BOLD)];
        let mut document = Document::new();
        let count = self.pages.len();
        for (number, marks) in self.pages.into_iter().enumerate() {
            let settings =
                PageSettings::from_wh(WIDTH, HEIGHT).expect("a page is as large as it was");
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            let foot = Mark::Text {
                x: MARGIN,
                y: HEIGHT - 34.0,
                face: SMALL,
                text: format!("{} · page {} of {count}", self.foot, number + 1),
            };
            for mark in marks.into_iter().chain([foot]) {
                match mark {
                    Mark::Text { x, y, face, text } => {
                        surface.set_fill(Some(fill(face.colour)));
                        let font = fonts[usize::from(face.bold)].clone();
                        let at = Point::from_xy(x, y);
                        surface.draw_text(at, font, face.size, &text, false, TextDirection::Auto);
                    }
                    Mark::Box {
                        x,
                        y,
                        width,
                        height,
                        colour,
                    } => {
                        surface.set_fill(Some(fill(colour)));
                        let mut path = PathBuilder::new();
                        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
                            path.push_rect(rect);
                        }
                        if let Some(path) = path.finish() {
                            surface.draw_path(&path);
                        }
                    }
                }
            }
            surface.finish();
            page.finish();
        }
        let mut outline = Outline::new();
        for (text, page, y) in self.headings {
            let to = XyzDestination::new(page, Point::from_xy(MARGIN, y));
            outline.push_child(OutlineNode::new(text, to));
        }
        document.set_outline(outline);
        document.set_metadata(
            Metadata::new()
                .title(title.as_str().to_owned())
                .language("en".to_owned())
                .producer("assay".to_owned()),
        );
        document.finish().map_err(|error| format!("{error:?}"))
    }
}

fn height(cells: &[Ink], widths: &[f32], face: Face) -> f32 {
    let lines = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| cell.lines(width - 6.0, face.size, face.bold).len());
    lines.max().unwrap_or(1) as f32 * face.size * LEADING + 5.0
}

fn fill(Colour(red, green, blue): Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}
