//! What stands around every page.

use assay_domain::{Act, Decision, Level};
use maud::{DOCTYPE, Markup, html};

use crate::guard::Visitor;

/// A page for somebody who is signed in.
pub(super) fn page(visitor: &Visitor, title: &str, body: Markup) -> Markup {
    let role = visitor.account.role;
    around(
        title,
        html! {
            header.top {
                nav aria-label="Main" {
                    a.brand href="/" { "Assay" }
                    @if role.may(Act::ReadAll) {
                        a href="/suppliers" { "Suppliers" }
                        a href="/due" { "Due" }
                        a href="/plugins" { "Plugins" }
                        a href="/log" { "Log" }
                    }
                    @if role.may(Act::Administer) { a href="/accounts" { "Accounts" } }
                }
                form method="post" action="/sign-out" {
                    (hidden(visitor))
                    span.soft { (visitor.account.name) ", " (role) }
                    " "
                    button { "Sign out" }
                }
            }
        },
        body,
    )
}

/// A page for anybody.
pub(super) fn around(title: &str, head: Markup, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Assay" }
                link rel="stylesheet" href="/assets/assay.css";
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (head)
                main id="main" { (body) }
            }
        }
    }
}

/// What shows that a form comes from a page of this session.
pub(super) fn hidden(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name="csrf" value=(visitor.form_token); }
}

pub(super) fn decision(decision: Decision) -> Markup {
    html! { span class={ "decided " (decision.label().to_lowercase()) } { (decision) } }
}

pub(super) fn level(level: Level) -> Markup {
    let class = match level {
        Level::VeryLow => "l1",
        Level::Low => "l2",
        Level::Medium => "l3",
        Level::High => "l4",
        Level::VeryHigh => "l5",
    };
    html! { span class={ "level " (class) } { (level) } }
}

/// A table that scrolls by itself where the page is narrow, and can be reached by keyboard then.
pub(super) fn table(caption: &str, heads: &[&str], rows: Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody { (rows) }
            }
        }
    }
}
