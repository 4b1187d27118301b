//! `assay account list`.

use assay_register::AccountRow;

use super::page::{Fit, Page, Writer};
use crate::encode::terminal::Plain;

/// One line for each account.
pub fn accounts(accounts: &[AccountRow], page: Page) -> String {
    let mut out = Writer::new(page);
    if accounts.is_empty() {
        out.line(0, &Plain::of("there is no account yet"));
        return out.finish();
    }
    let rows = accounts.iter().map(|row| {
        let account = &row.account;
        vec![
            Plain::show(&account.name).into(),
            Plain::show(account.role).into(),
            account
                .supplier
                .as_ref()
                .map_or(Plain::default(), Plain::show)
                .into(),
            Plain::show(&row.signs_in).into(),
        ]
    });
    out.table(
        &[
            ("Name", Fit::Flow),
            ("Role", Fit::Whole),
            ("Supplier", Fit::Flow),
            ("Signs in", Fit::Flow),
        ],
        rows.collect(),
    );
    out.finish()
}
