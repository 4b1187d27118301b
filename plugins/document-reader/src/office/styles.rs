//! Which paragraph styles are headings (`styles.xml`).

use std::collections::BTreeMap;

use super::xml::{Item, Items};
use crate::Unreadable;

/// Styles that a style may be based on, one on the other.
const MAX_CHAIN: usize = 16;

/// The outline level and the numbering of each style.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    level: Option<u32>,
    list: Option<String>,
    list_level: Option<u32>,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut items = Items::new(xml);
        while let Some(item) = items.next()? {
            match item {
                Item::Open(element) if element.name == "style" => {
                    let id = element.get("styleId").unwrap_or_default().to_owned();
                    open = Some((id, Style::default()));
                }
                Item::Open(element) => {
                    let Some((_, style)) = &mut open else {
                        continue;
                    };
                    let value = element.get("val");
                    match element.name.as_str() {
                        // The name is the same in every language of Word, the id is not.
                        "name" => {
                            let name = value.unwrap_or_default().to_ascii_lowercase();
                            if name == "title" {
                                style.level = Some(0);
                            } else if let Some(level) = name.strip_prefix("heading ") {
                                style.level =
                                    level.parse::<u32>().ok().map(|level| level - level.min(1));
                            }
                        }
                        "basedOn" => style.based_on = value.map(str::to_owned),
                        "outlineLvl" => {
                            style.level = value
                                .and_then(|value| value.parse().ok())
                                .filter(|level| *level < 9);
                        }
                        "numId" => style.list = value.map(str::to_owned),
                        "ilvl" => style.list_level = value.and_then(|value| value.parse().ok()),
                        _ => {}
                    }
                }
                Item::Close(name) if name == "style" => {
                    if let Some((id, style)) = open.take() {
                        styles.styles.insert(id, style);
                    }
                }
                _ => {}
            }
        }
        Ok(styles)
    }

    fn find<T>(&self, id: &str, value: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut id = id;
        for _ in 0..MAX_CHAIN {
            let style = self.styles.get(id)?;
            if let Some(found) = value(style) {
                return Some(found);
            }
            id = style.based_on.as_deref()?;
        }
        None
    }

    /// The level of a heading style, 0 for the highest.
    pub(super) fn heading(&self, id: &str) -> Option<u32> {
        self.find(id, |style| style.level)
    }

    /// The list and level that a style puts its paragraphs into.
    pub(super) fn list(&self, id: &str) -> Option<(String, u32)> {
        let list = self.find(id, |style| style.list.clone())?;
        let level = self.find(id, |style| style.list_level).unwrap_or(0);
        Some((list, level))
    }
}
