//! Whether two names are one registered entity.

/// A name in the form in which names are compared: lower case, words only, legal forms by their short name.
fn folded(name: &str) -> String {
    let bare: String = name
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
        .map(|c| {
            if c.is_alphanumeric() || c == '&' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words = bare.split_whitespace().map(|word| match word {
        "limited" => "ltd",
        "incorporated" => "inc",
        "corporation" => "corp",
        "company" => "co",
        "and" => "&",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// True when both are the name of one entity. `Example AI Ltd` and `Example AI Inc` are two.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let one = folded(one);
    !one.is_empty() && one == folded(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_not_identity_but_the_legal_form_is() {
        assert!(same("Example AI, Ltd.", "EXAMPLE AI Limited"));
        assert!(same("Müller & Co. KG", "Müller and Company KG"));
        assert!(same("Exemple S.A.S.", "Exemple SAS"));
        assert!(!same("Example AI Ltd", "Example AI Inc"));
        assert!(!same("Example AI Ltd", "Example AI Holding Ltd"));
        assert!(!same("", "."));
    }
}
