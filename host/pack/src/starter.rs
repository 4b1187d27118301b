//! A pack to start from.

/// Stands in the template for the id of the pack.
const ID: &str = "{{ID}}";

/// The text of a pack with this id, with one check of each kind, all explained.
pub fn starter(id: &str) -> String {
    include_str!("starter.toml").replace(ID, id)
}
