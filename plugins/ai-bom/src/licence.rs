//! What kind of licence a name is.

/// What a buyer has to know about a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Licence {
    /// It allows commercial use, and asks for little more than a notice, as far as its name tells.
    Usable,
    /// It restricts what the model may be used for.
    Restricted,
    /// What is built with it may have to be published under it.
    Copyleft,
    /// It is not known: no assertion, "other", "unknown".
    Unknown,
    /// It forbids commercial use.
    NonCommercial,
}

impl Licence {
    /// Reads an SPDX expression or a name. Of alternatives (`OR`) the best counts, of what applies together (`AND`) the worst.
    pub(crate) fn read(name: &str) -> Self {
        let lower = name.to_lowercase();
        lower
            .split(" or ")
            .map(|together| {
                together
                    .split(" and ")
                    .map(one)
                    .max()
                    .unwrap_or(Self::Unknown)
            })
            .min()
            .unwrap_or(Self::Unknown)
    }
}

fn one(name: &str) -> Licence {
    let name = name.trim_matches([' ', '(', ')', '[', ']', '.', '"']);
    let words: Vec<&str> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |word: &str| words.contains(&word);
    let starts = |word: &str| words.iter().any(|w| w.starts_with(word));
    if matches!(
        name,
        "" | "noassertion"
            | "none"
            | "unknown"
            | "other"
            | "n/a"
            | "unlicensed"
            | "see repository"
            | "tbd"
    ) {
        Licence::Unknown
    } else if has("nc")
        || starts("noncommercial")
        || name.contains("non-commercial")
        || name.contains("non commercial")
        || name.contains("research only")
        || name.contains("research-only")
        || name.contains("academic")
        || has("fair") && has("noncommercial")
    {
        Licence::NonCommercial
    } else if starts("agpl")
        || words
            .iter()
            .any(|w| matches!(*w, "gpl" | "sspl" | "osl" | "gplv2" | "gplv3"))
        || (has("cc") && has("sa"))
        || has("odbl")
    {
        Licence::Copyleft
    } else if starts("openrail")
        || starts("creativeml")
        || has("rail")
        || starts("bigscience")
        || starts("llama")
        || has("gemma")
        || has("bigcode")
        || name.contains("community license")
        || name.contains("acceptable use")
    {
        Licence::Restricted
    } else {
        Licence::Usable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_buyer_has_to_know() {
        for (name, kind) in [
            ("Apache-2.0", Licence::Usable),
            ("MIT", Licence::Usable),
            ("CC-BY-4.0", Licence::Usable),
            ("LGPL-2.1-only", Licence::Usable),
            ("CC-BY-NC-4.0", Licence::NonCommercial),
            ("cc-by-nc-sa-4.0", Licence::NonCommercial),
            ("Research only", Licence::NonCommercial),
            ("GPL-3.0-only", Licence::Copyleft),
            ("AGPL-3.0-or-later", Licence::Copyleft),
            ("CC-BY-SA-4.0", Licence::Copyleft),
            ("MIT OR GPL-3.0-only", Licence::Usable),
            ("MIT AND GPL-3.0-only", Licence::Copyleft),
            ("NOASSERTION", Licence::Unknown),
            ("other", Licence::Unknown),
            ("CreativeML-OpenRAIL-M", Licence::Restricted),
            ("llama3.1", Licence::Restricted),
        ] {
            assert_eq!(Licence::read(name), kind, "{name}");
        }
    }
}
