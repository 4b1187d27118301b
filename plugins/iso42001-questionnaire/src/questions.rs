//! The questions, as tables. Everything here is in our own words: the text of the standard is not reproduced.

mod annex_a;
mod assurance;
mod clauses;
mod contract;
mod governance;
mod records;
mod system;

use crate::item::Item;

/// Every question, in the order in which it is asked.
pub(crate) fn all() -> impl Iterator<Item = &'static Item> {
    [
        clauses::ITEMS,
        annex_a::ITEMS,
        governance::ITEMS,
        records::ITEMS,
        system::ITEMS,
        contract::ITEMS,
        assurance::ITEMS,
    ]
    .into_iter()
    .flatten()
}

/// A question by its id.
pub(crate) fn find(id: &str) -> Option<&'static Item> {
    all().find(|item| item.point == id)
}
