//! The component: bytes in from the host, text out to it, piece by piece.

use crate::{Reading, Unreadable};

mod bindings {
    wit_bindgen::generate!({
        path: "../../wit/0.1.0",
        world: "document-reader",
    });
}

use bindings::{
    assay::plugin::{
        reading::{self, Place},
        source,
    },
    exports::assay::plugin::reader::{Guest, Unreadable as Refusal},
};

/// Bytes of one call: the host copies no more than this at a time.
const PIECE: usize = 1 << 20;
/// Places of one call; with their labels they stay far below a piece.
const PLACES: usize = 4_096;

struct Component;

impl Guest for Component {
    fn read(media_type: String) -> Result<(), Refusal> {
        match crate::read(&media_type, &input()) {
            Ok(reading) => {
                output(reading);
                Ok(())
            }
            Err(error) => Err(refusal(&error)),
        }
    }
}

fn input() -> Vec<u8> {
    let length = usize::try_from(source::length()).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(length);
    loop {
        let piece = source::bytes(bytes.len() as u64, PIECE as u32);
        if piece.is_empty() {
            return bytes;
        }
        bytes.extend_from_slice(&piece);
    }
}

fn output(read: Reading) {
    let mut rest = read.text.as_str();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        reading::write(piece);
        rest = after;
    }
    for places in read.places.chunks(PLACES) {
        let places: Vec<Place> = places
            .iter()
            .map(|place| Place {
                start: place.start as u64,
                label: place.label.clone(),
            })
            .collect();
        reading::mark(&places);
    }
    for note in &read.notes {
        reading::note(note);
    }
}

fn refusal(error: &Unreadable) -> Refusal {
    Refusal {
        reason: error.reason().to_owned(),
        detail: error.detail().to_owned(),
    }
}

bindings::export!(Component with_types_in bindings);
