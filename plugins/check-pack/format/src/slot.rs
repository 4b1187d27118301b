//! Where a pack lies in a component: a mark, its length, its JSON, and filler.
//!
//! The interpreter is compiled once with an empty slot. A pack is written over the filler, so that no offset in the component
//! changes, and what comes out is a component like any other, with a digest of its own.

/// What stands at the start of the slot, and nowhere else in a component.
pub const MARK: [u8; 16] = *b"\xa5assay-pack-slot";
/// The whole slot.
pub const SIZE: usize = 64 * 1024;
/// Where the JSON starts.
const HEAD: usize = MARK.len() + size_of::<u32>();
/// The longest JSON that fits.
pub const CAPACITY: usize = SIZE - HEAD;
/// Not zero: a linker leaves zeros out.
const FILLER: u8 = b' ';

/// A slot without a pack.
pub const fn empty() -> [u8; SIZE] {
    let mut slot = [FILLER; SIZE];
    let mut at = 0;
    while at < HEAD {
        slot[at] = if at < MARK.len() { MARK[at] } else { 0 };
        at += 1;
    }
    slot
}

/// Why bytes are not a component with an empty slot, or a pack does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// There has to be one.
    #[error("the component has {0} places for a pack, and not one")]
    NotOne(usize),
    /// The slot reaches past the end.
    #[error("the place for a pack is cut short")]
    Cut,
    /// Too long.
    #[error(
        "the pack takes {0} bytes as JSON, more than the {CAPACITY} that fit: split it into two packs"
    )]
    TooLong(usize),
}

/// The component with this JSON in its slot, whatever was there.
///
/// # Errors
/// When there is not exactly one slot, or the JSON is too long for it.
pub fn fill(component: &[u8], json: &[u8]) -> Result<Vec<u8>, SlotError> {
    let mut marks = component
        .windows(MARK.len())
        .enumerate()
        .filter(|(_, window)| *window == MARK)
        .map(|(at, _)| at);
    let (Some(at), more) = (marks.next(), marks.count()) else {
        return Err(SlotError::NotOne(0));
    };
    if more > 0 {
        return Err(SlotError::NotOne(more + 1));
    }
    let length = u32::try_from(json.len())
        .ok()
        .filter(|_| json.len() <= CAPACITY)
        .ok_or(SlotError::TooLong(json.len()))?;
    let mut filled = component.to_vec();
    let slot = filled.get_mut(at..at + SIZE).ok_or(SlotError::Cut)?;
    slot[MARK.len()..HEAD].copy_from_slice(&length.to_le_bytes());
    slot[HEAD..HEAD + json.len()].copy_from_slice(json);
    slot[HEAD + json.len()..].fill(FILLER);
    Ok(filled)
}

/// The JSON of a slot: empty when there is none, and none when the length is longer than the slot.
pub fn read(slot: &[u8]) -> Option<&[u8]> {
    let length: [u8; 4] = slot.get(MARK.len()..HEAD)?.try_into().ok()?;
    let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
    slot.get(HEAD..)?.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component() -> Vec<u8> {
        [b"before".as_slice(), &empty(), b"after"].concat()
    }

    #[test]
    fn a_pack_is_read_as_it_was_written_and_nothing_moves() {
        let filled = fill(&component(), b"{}").unwrap();
        assert_eq!(filled.len(), component().len());
        assert_eq!(read(&filled[6..6 + SIZE]), Some(b"{}".as_slice()));
        assert_eq!(&filled[6 + SIZE..], b"after");
        assert_eq!(fill(&filled, b"").unwrap(), component());
    }

    #[test]
    fn a_component_without_exactly_one_slot_is_refused() {
        let one = component();
        let two = [one.as_slice(), &one].concat();
        assert_eq!(fill(b"none", b"{}"), Err(SlotError::NotOne(0)));
        assert_eq!(fill(&two, b"{}"), Err(SlotError::NotOne(2)));
        assert_eq!(fill(&one[..100], b"{}"), Err(SlotError::Cut));
        let long = vec![b'x'; CAPACITY + 1];
        assert_eq!(fill(&one, &long), Err(SlotError::TooLong(CAPACITY + 1)));
    }

    #[test]
    fn a_length_that_lies_gives_nothing() {
        let mut slot = empty();
        slot[16..20].fill(0xff);
        assert_eq!(read(&slot), None);
        assert_eq!(read(b"short"), None);
    }
}
