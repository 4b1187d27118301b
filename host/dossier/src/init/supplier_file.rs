//! The `supplier.toml` to start from.

use assay_domain::ContextFact;

const TEMPLATE: &str = include_str!("supplier_template.toml");

/// The file for a supplier of this name.
pub(super) fn text(name: &str) -> String {
    let facts: String = ContextFact::ALL
        .into_iter()
        .map(|fact| {
            format!(
                "# {:<21}= \"unknown\"  # {}\n",
                fact.name(),
                fact.words().join(" | ")
            )
        })
        .collect();
    TEMPLATE
        .replace("{{CONTEXT}}\n", &facts)
        .replace("{{ID}}", &id_of(name))
        .replace("{{NAME}}", &quoted(name))
}

/// An id for the register: `Lumen Works, Inc.` becomes `lumen-works-inc`.
fn id_of(name: &str) -> String {
    const MAX_LEN: usize = 60;
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    id.truncate(MAX_LEN);
    let id = id.trim_end_matches('-');
    if id.is_empty() {
        "supplier".to_owned()
    } else {
        id.to_owned()
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ if crate::show::is_treacherous(c) => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_an_id() {
        assert_eq!(id_of("Lumen Works, Inc."), "lumen-works-inc");
        assert_eq!(id_of("  Évry & Söhne "), "vry-s-hne");
        assert_eq!(id_of("社内"), "supplier");
        assert!(
            id_of(&"ab ".repeat(100))
                .parse::<assay_domain::SupplierId>()
                .is_ok()
        );
    }
}
