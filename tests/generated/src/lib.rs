//! Modules and components that nobody wrote: wasm-smith made them when this was built, the same ones every time.

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed"));

/// Every one, modules first.
pub fn all() -> impl Iterator<Item = &'static [u8]> {
    let mut rest = PACKED;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (bytes, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        rest = after;
        Some(bytes)
    })
}
