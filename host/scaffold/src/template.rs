//! The template engine: `{{word}}` is replaced, in names of files and in what they hold, and nothing else happens.

use crate::{COMPONENTIZE_PY, COMPONENTIZE_QJS, ProjectName};

/// What stands for what.
pub(crate) struct Words(Vec<(&'static str, String)>);

impl Words {
    pub(crate) fn of(name: &ProjectName) -> Self {
        Self(vec![
            ("{{name}}", name.kebab().to_owned()),
            ("{{snake}}", name.snake()),
            ("{{camel}}", name.camel()),
            ("{{title}}", name.title()),
            ("{{componentize-py}}", COMPONENTIZE_PY.to_owned()),
            ("{{componentize-qjs}}", COMPONENTIZE_QJS.to_owned()),
        ])
    }

    /// A text of a template with its words put in.
    pub(crate) fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (word, value)| {
            text.replace(word, value)
        })
    }

    /// The path of a file of a template in the project. `dot-gitignore` would hide files of this repository if it were called
    /// `.gitignore` here, and cargo would take `Cargo.toml.template` for a package.
    pub(crate) fn path(&self, path: &str) -> String {
        let path = self.fill(path);
        let path = path.strip_suffix(".template").unwrap_or(&path);
        path.split('/')
            .map(|part| match part.strip_prefix("dot-") {
                Some(hidden) => format!(".{hidden}"),
                None => part.to_owned(),
            })
            .collect::<Vec<_>>()
            .join("/")
    }
}
