//! Content streams: what a page paints, and where (ISO 32000-2, 8 and 9).

use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::{
    MAX_STREAM,
    budget::Budget,
    font::{Font, Fonts, number},
    glyph::Glyph,
    page::Page,
    token::{Token, Tokens},
    too_large,
};
use crate::Unreadable;

/// Forms in forms.
const MAX_DEPTH: usize = 16;
/// Saved graphics states.
const MAX_SAVED: usize = 256;
/// Operands of one operator; a `TJ` array is one.
const MAX_OPERANDS: usize = 65_536;
/// Bytes of a string whose spacing moves what comes next. Ghostscript places single words so.
const MAX_MOVED: usize = 4;
/// Parents of a page that are asked for what it inherits.
const MAX_PARENTS: usize = 64;

/// A matrix `[a b c d e f]`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then `next`.
    fn then(self, next: Self) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        let Self([g, h, i, j, k, l]) = next;
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    fn of(numbers: &[f64]) -> Option<Self> {
        numbers.try_into().ok().map(Self)
    }
}

/// The graphics state, as far as it moves text.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

/// The visible part of a page.
#[derive(Debug, Clone, Copy)]
struct Frame {
    left: f64,
    bottom: f64,
    right: f64,
    top: f64,
}

struct Interpreter<'a> {
    document: &'a Document,
    fonts: &'a mut Fonts,
    budget: &'a mut Budget,
    frame: Frame,
    page: Page,
}

/// Reads a page. A page that is not there shows nothing.
pub(super) fn page(
    document: &Document,
    id: ObjectId,
    fonts: &mut Fonts,
    budget: &mut Budget,
) -> Result<Page, Unreadable> {
    let Ok(dictionary) = document.get_dictionary(id) else {
        return Ok(Page::default());
    };
    let (frame, matrix) = view(document, dictionary);
    let content = match document.get_page_content_with_limit(id, MAX_STREAM) {
        Ok(content) => content,
        Err(_) => return Err(too_large()),
    };
    budget.content(content.len())?;
    let resources =
        inherited(document, dictionary, b"Resources").and_then(|object| object.as_dict().ok());
    let mut interpreter = Interpreter {
        document,
        fonts,
        budget,
        frame,
        page: Page::default(),
    };
    let state = State {
        matrix,
        font: None,
        size: 0.0,
        character_spacing: 0.0,
        word_spacing: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
        mode: 0,
    };
    interpreter.run(&content, resources, state, &mut Vec::new())?;
    Ok(interpreter.page)
}

/// A named resource, not yet looked up.
fn resource<'a>(
    document: &'a Document,
    resources: Option<&'a Dictionary>,
    kind: &[u8],
    name: &[u8],
) -> Option<&'a Object> {
    let kinds = resources?.get_deref(kind, document).ok()?;
    kinds.as_dict().ok()?.get(name).ok()
}

/// A value of a page or of its nearest parent that has it.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..MAX_PARENTS {
        if let Ok(object) = node.get_deref(key, document) {
            return Some(object);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// The visible part, and the matrix that turns it upright.
fn view(document: &Document, page: &Dictionary) -> (Frame, Matrix) {
    let numbers = |key: &[u8]| -> Option<[f64; 4]> {
        let array = inherited(document, page, key)?.as_array().ok()?;
        let numbers: Vec<f64> = array
            .iter()
            .filter_map(|object| number(document, object))
            .collect();
        numbers.try_into().ok()
    };
    let [x0, y0, x1, y1] = numbers(b"CropBox")
        .or_else(|| numbers(b"MediaBox"))
        .unwrap_or([0.0, 0.0, 612.0, 792.0]);
    let (left, right) = (x0.min(x1), x0.max(x1));
    let (bottom, top) = (y0.min(y1), y0.max(y1));
    let turn = inherited(document, page, b"Rotate")
        .and_then(|object| object.as_i64().ok())
        .unwrap_or(0)
        .rem_euclid(360);
    let (width, height) = (right - left, top - bottom);
    let upright = Matrix([1.0, 0.0, 0.0, 1.0, -left, -bottom]);
    let (turned, width, height) = match turn {
        90 => (Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]), height, width),
        180 => (Matrix([-1.0, 0.0, 0.0, -1.0, width, height]), width, height),
        270 => (Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]), height, width),
        _ => (Matrix::IDENTITY, width, height),
    };
    let frame = Frame {
        left: 0.0,
        bottom: 0.0,
        right: width,
        top: height,
    };
    (frame, upright.then(turned))
}

impl Interpreter<'_> {
    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&Dictionary>,
        start: State,
        forms: &mut Vec<ObjectId>,
    ) -> Result<(), Unreadable> {
        let mut state = start;
        let mut saved: Vec<State> = Vec::new();
        let mut text = Matrix::IDENTITY;
        let mut line = Matrix::IDENTITY;
        let mut operands: Vec<Token> = Vec::new();
        let mut tokens = Tokens::new(content);
        while let Some(token) = tokens.next() {
            let Token::Word(word) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            self.budget.operator()?;
            let numbers: Vec<f64> = operands
                .iter()
                .filter_map(|token| match token {
                    Token::Number(number) => Some(*number),
                    _ => None,
                })
                .collect();
            let first = numbers.first().copied().unwrap_or(0.0);
            match word.as_slice() {
                b"q" if saved.len() < MAX_SAVED => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    if let Some(matrix) = Matrix::of(&numbers) {
                        state.matrix = matrix.then(state.matrix);
                    }
                }
                b"BT" => {
                    text = Matrix::IDENTITY;
                    line = Matrix::IDENTITY;
                }
                b"Tf" => {
                    state.size = first;
                    if let Some(Token::Name(name)) = operands.first() {
                        let document = self.document;
                        state.font = resource(document, resources, b"Font", name)
                            .and_then(|object| self.fonts.get(document, object));
                    }
                }
                b"gs" => {
                    if let Some(Token::Name(name)) = operands.first() {
                        self.graphics_state(resources, name, &mut state);
                    }
                }
                b"Tc" => state.character_spacing = first,
                b"Tw" => state.word_spacing = first,
                b"Tz" => state.scale = first / 100.0,
                b"TL" => state.leading = first,
                b"Ts" => state.rise = first,
                b"Tr" => state.mode = first as i64,
                b"Td" | b"TD" | b"T*" => {
                    let (x, y) = match (word.as_slice(), numbers.as_slice()) {
                        (b"T*", _) => (0.0, -state.leading),
                        (_, [x, y]) => (*x, *y),
                        _ => (0.0, 0.0),
                    };
                    if word == b"TD" {
                        state.leading = -y;
                    }
                    line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(line);
                    text = line;
                }
                b"Tm" => {
                    if let Some(matrix) = Matrix::of(&numbers) {
                        line = matrix;
                        text = matrix;
                    }
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    if word == b"'" || word == b"\"" {
                        if let [word_spacing, character_spacing] = numbers.as_slice() {
                            state.word_spacing = *word_spacing;
                            state.character_spacing = *character_spacing;
                        }
                        line = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading]).then(line);
                        text = line;
                    }
                    let is_array = word == b"TJ";
                    for token in &operands {
                        match token {
                            Token::Text(bytes) => self.show(bytes, &state, &mut text)?,
                            Token::Number(back) if is_array => {
                                let x = -back / 1000.0 * state.size * state.scale;
                                text = Matrix([1.0, 0.0, 0.0, 1.0, x, 0.0]).then(text);
                            }
                            _ => {}
                        }
                    }
                }
                b"Do" => {
                    if let Some(Token::Name(name)) = operands.first() {
                        self.object(resources, name, &state, forms)?;
                    }
                }
                b"ID" => {
                    tokens.skip_image();
                    self.page.images += 1;
                }
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"sh" => {
                    self.page.drawings += 1;
                }
                _ => {}
            }
            operands.clear();
        }
        Ok(())
    }

    /// A graphics state can set the font as well.
    fn graphics_state(&mut self, resources: Option<&Dictionary>, name: &[u8], state: &mut State) {
        let document = self.document;
        let Some(Ok(font)) = resource(document, resources, b"ExtGState", name)
            .and_then(|object| document.dereference(object).ok())
            .and_then(|(_, found)| found.as_dict().ok())
            .and_then(|found| found.get_deref(b"Font", document).ok())
            .map(Object::as_array)
        else {
            return;
        };
        if let [font, size] = font.as_slice() {
            state.font = self.fonts.get(document, font);
            state.size = number(document, size).unwrap_or(state.size);
        }
    }

    /// Paints an external object: a picture is counted, a form is run.
    fn object(
        &mut self,
        resources: Option<&Dictionary>,
        name: &[u8],
        state: &State,
        forms: &mut Vec<ObjectId>,
    ) -> Result<(), Unreadable> {
        let document = self.document;
        let Some(object) = resource(document, resources, b"XObject", name) else {
            return Ok(());
        };
        let Ok((Some(id), Object::Stream(stream))) = document.dereference(object) else {
            return Ok(());
        };
        match stream
            .dict
            .get_deref(b"Subtype", document)
            .and_then(Object::as_name)
        {
            Ok(b"Image") => self.page.images += 1,
            // A form that paints itself would go on for ever.
            Ok(b"Form") if forms.len() < MAX_DEPTH && !forms.contains(&id) => {
                self.budget.form()?;
                forms.push(id);
                let done = self.form(stream, resources, state, forms);
                forms.pop();
                done?;
            }
            _ => {}
        }
        Ok(())
    }

    fn form(
        &mut self,
        stream: &Stream,
        resources: Option<&Dictionary>,
        state: &State,
        forms: &mut Vec<ObjectId>,
    ) -> Result<(), Unreadable> {
        let document = self.document;
        let Ok(content) = stream.get_plain_content_with_limit(MAX_STREAM) else {
            return Ok(());
        };
        self.budget.content(content.len())?;
        let mut state = state.clone();
        if let Ok(array) = stream
            .dict
            .get_deref(b"Matrix", document)
            .and_then(Object::as_array)
        {
            let numbers: Vec<f64> = array
                .iter()
                .filter_map(|object| number(document, object))
                .collect();
            if let Some(matrix) = Matrix::of(&numbers) {
                state.matrix = matrix.then(state.matrix);
            }
        }
        // Old files leave a form's resources to its page.
        let own = stream
            .dict
            .get_deref(b"Resources", document)
            .and_then(Object::as_dict)
            .ok();
        self.run(&content, own.or(resources), state, forms)
    }

    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Matrix) -> Result<(), Unreadable> {
        let Some(font) = state.font.clone() else {
            return Ok(());
        };
        // Spacing in a long string sets its letters apart; in a short one it moves what comes next, as a space does.
        let spaced = bytes.len() > MAX_MOVED;
        for shown in font.show(bytes) {
            self.budget.glyph()?;
            let spacing = if shown.is_space {
                state.word_spacing
            } else {
                0.0
            };
            let advance =
                (shown.width * state.size + state.character_spacing + spacing) * state.scale;
            let painted = Matrix([
                state.size * state.scale,
                0.0,
                0.0,
                state.size,
                0.0,
                state.rise,
            ])
            .then(*text)
            .then(state.matrix);
            *text = Matrix([1.0, 0.0, 0.0, 1.0, advance, 0.0]).then(*text);
            let back = if spaced {
                0.0
            } else {
                -state.character_spacing * state.scale
            };
            let after = Matrix([1.0, 0.0, 0.0, 1.0, back, 0.0])
                .then(*text)
                .then(state.matrix);
            self.paint(&painted, &after, &font, state, shown.text);
        }
        Ok(())
    }

    fn paint(
        &mut self,
        painted: &Matrix,
        after: &Matrix,
        font: &Font,
        state: &State,
        text: Option<String>,
    ) {
        let Matrix([a, b, c, d, x, y]) = *painted;
        let size = c.hypot(d);
        // Text that runs up or down the page is laid along its own base line: a margin note reads as a line of its own.
        let along = a.hypot(b);
        let flat = along > 0.0 && b.abs() < along * 0.2;
        let Matrix([.., end_x, end_y]) = *after;
        let end = if flat { end_x } else { x + (end_y - y).abs() };
        let Frame {
            left,
            bottom,
            right,
            top,
        } = self.frame;
        let inside = x >= left - 1.0 && x <= right + 1.0 && y >= bottom - 1.0 && y <= top + 1.0;
        // What lies off the page or is smaller than a dot is not shown to anybody.
        if !inside || size < 0.5 || !size.is_finite() || !end.is_finite() {
            return;
        }
        let hidden = matches!(state.mode, 3 | 7);
        let text = text.unwrap_or_else(|| {
            self.page.unknown += usize::from(!hidden);
            "\u{fffd}".to_owned()
        });
        self.page.glyphs.push(Glyph {
            text,
            x,
            y,
            end,
            size,
            bold: font.bold,
            hidden,
        });
    }
}
