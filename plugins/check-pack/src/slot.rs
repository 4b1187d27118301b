//! The place in the component into which a pack is written.

use check_pack_format::{Built, slot};

/// An empty slot. Its bytes are changed in the finished component, so the compiler must not draw conclusions from them.
#[used]
static SLOT: [u8; slot::SIZE] = slot::empty();

/// The pack that lies in the slot.
pub(crate) fn pack() -> Result<Built, String> {
    let bytes = bytes();
    let json = slot::read(&bytes).ok_or("the length of the pack is not that of a pack")?;
    if json.is_empty() {
        return Err(
            "this component holds no check pack: make one with `assay pack build`".to_owned(),
        );
    }
    Built::read(json).map_err(|problem| problem.to_string())
}

/// The bytes as they are when the component runs.
fn bytes() -> Vec<u8> {
    let read = |byte: &u8| {
        #[expect(
            unsafe_code,
            reason = "only a volatile read keeps the optimiser from using the bytes that were there at compile time"
        )]
        // SAFETY: the pointer comes from a reference, so it is valid, aligned and initialised.
        unsafe {
            std::ptr::read_volatile(byte)
        }
    };
    SLOT.iter().map(read).collect()
}
