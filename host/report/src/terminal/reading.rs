//! One document as plugins get to read it.

use std::fmt::Write as _;

use crate::{encode::terminal::Plain, reading::ReadingView};

/// The text of a document; a line in brackets before each part says where it stands.
pub fn reading(view: &ReadingView) -> String {
    let mut out = String::new();
    let reading = view.reading;
    let starts = reading.places.iter().map(|place| place.start);
    let ends = starts.skip(1).chain([reading.text.len() as u64]);
    let head = reading
        .places
        .first()
        .map_or(reading.text.len() as u64, |place| place.start);
    part(&mut out, reading.text.get(..head as usize));
    for (place, end) in reading.places.iter().zip(ends) {
        line(&mut out, &format!("[{}]", Plain::of(&place.label)));
        part(
            &mut out,
            reading.text.get(place.start as usize..end as usize),
        );
    }
    out.push('\n');
    for note in &reading.notes {
        line(&mut out, &format!("Note: {}", Plain::of(note)));
    }
    line(
        &mut out,
        &format!("{} {}", Plain::of(view.document.as_str()), view.digest),
    );
    line(&mut out, &format!("document reader {}", view.reader));
    line(&mut out, &format!("text {}", view.text_digest));
    out
}

fn part(out: &mut String, text: Option<&str>) {
    for text in text.unwrap_or_default().lines() {
        line(out, &Plain::of(text).to_string());
    }
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a String takes every write");
}
