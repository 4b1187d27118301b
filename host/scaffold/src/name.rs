//! Names of projects.

use crate::ScaffoldError;

/// The name of a project: lower-case words joined by hyphens, as the id of its plugin has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectName(String);

impl ProjectName {
    /// Reads a name. It becomes the name of a package, a module and a type, so it begins with a letter and stays short.
    ///
    /// # Errors
    /// The name is of another form.
    pub fn parse(name: &str) -> Result<Self, ScaffoldError> {
        let word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let ok = name.len() <= 60
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.split('-').all(word);
        if ok {
            Ok(Self(name.to_owned()))
        } else {
            Err(ScaffoldError::Name {
                name: name.chars().take(80).flat_map(char::escape_debug).collect(),
            })
        }
    }

    /// As given: `tone-check`.
    pub fn kebab(&self) -> &str {
        &self.0
    }

    /// As the name of a module: `tone_check`.
    pub fn snake(&self) -> String {
        self.0.replace('-', "_")
    }

    /// As the name of a type: `ToneCheck`.
    pub fn camel(&self) -> String {
        self.0.split('-').map(capitalised).collect()
    }

    /// For people: `Tone check`.
    pub fn title(&self) -> String {
        capitalised(&self.0.replace('-', " "))
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_forms_that_files_modules_and_types_need() {
        let name = ProjectName::parse("tone-check-2").unwrap();
        assert_eq!(
            [name.kebab(), &name.snake(), &name.camel(), &name.title()],
            ["tone-check-2", "tone_check_2", "ToneCheck2", "Tone check 2"]
        );
    }

    #[test]
    fn a_name_that_could_leave_its_folder_or_break_a_file_is_refused() {
        for name in [
            "", "-", "a-", "-a", "a--b", "../x", "a/b", "A", "a_b", "2a", "a b", "a\"", "ä", "/etc",
        ] {
            assert!(ProjectName::parse(name).is_err(), "{name:?} was taken");
        }
        assert!(ProjectName::parse(&"a".repeat(61)).is_err());
    }
}
