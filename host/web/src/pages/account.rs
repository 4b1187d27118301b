//! Signing in, being refused, and accounts.

use assay_register::AccountRow;
use maud::{Markup, html};

use super::frame::{around, page, table};
use crate::guard::Visitor;

/// `elsewhere` is the name of the identity provider, where there is one.
pub(crate) fn sign_in(error: Option<&str>, elsewhere: Option<&str>) -> Markup {
    around(
        "Sign in",
        html! {},
        html! {
            h1 { "Sign in" }
            @if let Some(error) = error { p.problem role="alert" { (error) } }
            @if let Some(provider) = elsewhere {
                p { a href="/sign-in/elsewhere" { "Sign in with " (provider) } }
                p.soft { "Or with a password of this service:" }
            }
            form.stack method="post" action="/sign-in" {
                label for="name" { "Name" }
                input id="name" name="name" autocomplete="username" required autofocus;
                label for="password" { "Password" }
                input id="password" name="password" type="password" autocomplete="current-password" required;
                button { "Sign in" }
            }
        },
    )
}

pub(crate) fn refused(title: &str, text: &str, sign_in: bool) -> Markup {
    around(
        title,
        html! {},
        html! {
            h1 { (title) }
            p { (text) }
            p {
                @if sign_in { a href="/sign-in" { "Sign in" } } @else { a href="/" { "To the first page" } }
            }
        },
    )
}

pub(crate) fn accounts(visitor: &Visitor, accounts: &[AccountRow]) -> Markup {
    page(
        visitor,
        "Accounts",
        html! {
            h1 { "Accounts" }
            (table("Accounts", &["Name", "Role", "Supplier", "Signs in"], html! {
                @for row in accounts {
                    tr {
                        th scope="row" { (row.account.name) }
                        td { (row.account.role) }
                        td { @if let Some(supplier) = &row.account.supplier { (supplier) } }
                        td { (row.signs_in) }
                    }
                }
            }))
            p.soft { "Accounts are made on the command line: " code { "assay account add NAME --role ROLE" } "." }
        },
    )
}
