//! Names of registered entities, compared as a register would: spelling is not identity, but the legal form is.

/// What stands for one legal form, as words at the end of a folded name. Longer spellings first.
const SPELLED_OUT: &[(&[&str], &str)] = &[
    (&["gesellschaft", "mit", "beschränkter", "haftung"], "gmbh"),
    (&["société", "par", "actions", "simplifiée"], "sas"),
    (&["société", "à", "responsabilité", "limitée"], "sarl"),
    (&["public", "limited", "company"], "plc"),
    (&["limited", "liability", "company"], "llc"),
    (&["public", "benefit", "corporation"], "pbc"),
    (&["besloten", "vennootschap"], "bv"),
    (&["naamloze", "vennootschap"], "nv"),
    (&["société", "anonyme"], "sa"),
    (&["kabushiki", "kaisha"], "kk"),
    (&["sp", "z", "o", "o"], "spzoo"),
    (&["sp", "z", "oo"], "spzoo"),
    (&["b", "v"], "bv"),
    (&["n", "v"], "nv"),
    (&["a", "s"], "as"),
    (&["s", "a"], "sa"),
    (&["aktiengesellschaft"], "ag"),
    (&["aktiebolag"], "ab"),
    (&["osakeyhtiö"], "oy"),
    (&["aktieselskab"], "as"),
    (&["limited"], "ltd"),
    (&["incorporated"], "inc"),
    (&["corporation"], "corp"),
    (&["company"], "co"),
];

/// Words that only say what kind of company it is.
const FORMS: &[&str] = &[
    "&", "ab", "ag", "aps", "as", "asa", "bv", "co", "corp", "doo", "eg", "gmbh", "inc", "kft",
    "kg", "kgaa", "kk", "lda", "llc", "llp", "lp", "ltd", "mbh", "nv", "ohg", "oy", "oyj", "pbc",
    "plc", "pte", "pty", "pvt", "sa", "sarl", "sas", "se", "sl", "slu", "spa", "spzoo", "srl",
    "sro", "ug", "zrt",
];

/// The name of a registered entity: what it is called, and its legal form.
///
/// ```
/// use assay_sdk::{Kinship, LegalName};
///
/// let signed = LegalName::read("Example AI, Ltd.");
/// assert_eq!(signed.kinship(&LegalName::read("EXAMPLE AI Limited")), Kinship::Same);
/// assert_eq!(signed.kinship(&LegalName::read("Example AI Inc.")), Kinship::OtherForm);
/// assert_eq!(signed.kinship(&LegalName::read("Example AI Holding Ltd")), Kinship::Group);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalName {
    called: Vec<String>,
    form: Vec<String>,
}

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// One entity.
    Same,
    /// Called the same, but one of them does not say which kind of company it is.
    Formless,
    /// Called the same with another legal form: two entities.
    OtherForm,
    /// They share the beginning of a name, as companies of one group do: two entities.
    Group,
    /// Nothing says that they belong together.
    Other,
}

impl LegalName {
    /// Reads a name as it was written.
    pub fn read(name: &str) -> Self {
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
        let mut called: Vec<String> = bare
            .split_whitespace()
            .map(|word| if word == "and" { "&" } else { word }.to_owned())
            .collect();
        let mut form = Vec::new();
        while let Some(word) = pop_form(&mut called) {
            form.insert(0, word);
        }
        // A name that is nothing but a form is its own name.
        if called.is_empty() {
            std::mem::swap(&mut called, &mut form);
        }
        Self { called, form }
    }

    /// True when it holds no word.
    pub fn is_empty(&self) -> bool {
        self.called.is_empty()
    }

    /// The words by which it is called, lower case, without the legal form.
    pub fn called(&self) -> &[String] {
        &self.called
    }

    /// True when it says which kind of company it is.
    pub fn has_form(&self) -> bool {
        !self.form.is_empty()
    }

    /// How it stands to another name.
    pub fn kinship(&self, other: &Self) -> Kinship {
        if self.is_empty() || other.is_empty() {
            return Kinship::Other;
        }
        if self.called == other.called {
            return match (self.form == other.form, self.has_form() && other.has_form()) {
                (true, _) => Kinship::Same,
                (false, false) => Kinship::Formless,
                (false, true) => Kinship::OtherForm,
            };
        }
        // A short first word ("the", "ai") is shared by strangers.
        let shared = self.called[0] == other.called[0] && self.called[0].chars().count() >= 4;
        if shared {
            Kinship::Group
        } else {
            Kinship::Other
        }
    }

    /// True when both are the name of one entity.
    pub fn is(&self, other: &Self) -> bool {
        self.kinship(other) == Kinship::Same
    }
}

/// Takes the last legal form off a name, by its short name.
fn pop_form(words: &mut Vec<String>) -> Option<String> {
    for (spelled, short) in SPELLED_OUT {
        let kept = words.len().saturating_sub(spelled.len());
        if words.len() >= spelled.len() && words[kept..].iter().eq(spelled.iter()) {
            words.truncate(kept);
            return Some((*short).to_owned());
        }
    }
    words.pop_if(|last| FORMS.contains(&last.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinship(one: &str, other: &str) -> Kinship {
        LegalName::read(one).kinship(&LegalName::read(other))
    }

    #[test]
    fn spelling_is_not_identity_but_the_legal_form_is() {
        for (one, other, expected) in [
            ("Example AI, Ltd.", "EXAMPLE AI Limited", Kinship::Same),
            ("Müller & Co. KG", "Müller and Company KG", Kinship::Same),
            ("Exemple S.A.S.", "Exemple SAS", Kinship::Same),
            (
                "Beispiel GmbH",
                "Beispiel Gesellschaft mit beschränkter Haftung",
                Kinship::Same,
            ),
            ("Voorbeeld B.V.", "Voorbeeld B. V.", Kinship::Same),
            ("Esimerkki Oy", "Esimerkki Osakeyhtiö", Kinship::Same),
            ("Eksempel A/S", "Eksempel AS", Kinship::Same),
            ("Example AI Ltd", "Example AI", Kinship::Formless),
            ("Example AI Ltd", "Example AI Inc", Kinship::OtherForm),
            ("Example AI Ltd", "Example AI Holding Ltd", Kinship::Group),
            ("Example AI Ltd", "Sample AI Ltd", Kinship::Other),
            ("The Example Ltd", "The Sample Ltd", Kinship::Other),
            ("", ".", Kinship::Other),
        ] {
            assert_eq!(kinship(one, other), expected, "{one} and {other}");
            assert_eq!(kinship(other, one), expected, "{other} and {one}");
        }
    }

    proptest! {
        #[test]
        fn every_name_is_itself(name in "\\PC{0,40}") {
            let read = LegalName::read(&name);
            prop_assert!(read.is_empty() || read.is(&LegalName::read(&name.to_uppercase().to_lowercase())) || !name.is_ascii());
        }
    }
}
