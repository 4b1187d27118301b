//! XML, read forwards. Only the five entities of XML itself and numbers of characters mean anything; any other stays as it is.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::Unreadable;

/// Elements in elements. Word nests about 20 for a text box in a table.
const MAX_DEPTH: usize = 256;

/// What comes next.
pub(super) enum Item {
    Open(Element),
    Close(String),
    Text(String),
}

/// A start tag. Names come without their prefix: which one a producer takes is up to it.
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// False for a switch that is off: `<w:b w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val"), Some("0" | "false" | "off" | "none"))
    }
}

/// Reads a part.
pub(super) struct Items<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// The end of an element that is its own start.
    close: Option<String>,
}

impl<'a> Items<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        Self {
            reader,
            depth: 0,
            close: None,
        }
    }

    /// The next item, or none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Item>, Unreadable> {
        if let Some(name) = self.close.take() {
            return Ok(Some(Item::Close(name)));
        }
        loop {
            let item = match self.reader.read_event().map_err(|_| broken())? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Unreadable::TooLarge(format!(
                            "its elements are nested more than {MAX_DEPTH} deep"
                        )));
                    }
                    Item::Open(element(&start)?)
                }
                Event::Empty(start) => {
                    let element = element(&start)?;
                    self.close = Some(element.name.clone());
                    Item::Open(element)
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Item::Close(end.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Item::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Item::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    let meant = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        _ => quick_xml::escape::resolve_xml_entity(&name)
                            .map_or_else(|| format!("&{name};"), str::to_owned),
                    };
                    Item::Text(meant)
                }
                Event::DocType(_) => return Err(broken()),
                Event::Eof if self.depth > 0 => return Err(broken()),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(item));
        }
    }

    /// Skips to the end of the element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), Unreadable> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Some(Item::Open(_)) => depth += 1,
                Some(Item::Close(_)) => depth -= 1,
                Some(Item::Text(_)) => {}
                None => return Err(broken()),
            }
        }
        Ok(())
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, Unreadable> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| broken())?;
        let value = quick_xml::escape::unescape(&attribute.value)
            .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
    }
    Ok(Element {
        name: start.local_name().as_ref().to_owned(),
        attributes,
    })
}

fn broken() -> Unreadable {
    Unreadable::Damaged("its XML is not well-formed".to_owned())
}
