//! JSON of which every value knows its place in the source.
//!
//! Values are raw slices of the source that are opened one level at a time. What is not looked at is only skipped, which
//! `serde_json` does without recursion: neither deep nesting nor a long array that nobody asks for costs anything but time.

use std::{borrow::Cow, fmt, ops::Range};

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A value in its source.
#[derive(Clone, Copy)]
pub(crate) struct Json<'a> {
    source: &'a str,
    raw: &'a str,
}

/// A text that is no JSON that can be relied on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum JsonError {
    /// The grammar is broken, or an escape means no character.
    #[error("it is not valid JSON ({0})")]
    Malformed(String),
    /// Readers disagree on which of two values counts.
    #[error("it names `{0}` twice in one object, and readers disagree on which of the two counts")]
    Duplicate(String),
}

impl<'a> Json<'a> {
    /// The whole of a text.
    ///
    /// # Errors
    /// The text is no JSON.
    pub(crate) fn parse(source: &'a str) -> Result<Self, JsonError> {
        let raw: &RawValue = serde_json::from_str(source).map_err(malformed)?;
        Ok(Self {
            source,
            raw: raw.get(),
        })
    }

    /// Where it stands.
    pub(crate) fn at(self) -> Range<usize> {
        // The raw value is a slice of the source.
        let start = self.raw.as_ptr() as usize - self.source.as_ptr() as usize;
        start..start + self.raw.len()
    }

    /// The members, when it is an object; none otherwise.
    ///
    /// # Errors
    /// A key stands there twice, or cannot be read.
    pub(crate) fn members(self) -> Result<Vec<(String, Self)>, JsonError> {
        if !self.raw.starts_with('{') {
            return Ok(Vec::new());
        }
        let mut reader = serde_json::Deserializer::from_str(self.raw);
        let members: Vec<(String, &'a RawValue)> =
            reader.deserialize_map(Members).map_err(malformed)?;
        let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        if let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
            let shown: String = pair[0]
                .chars()
                .take(60)
                .flat_map(char::escape_debug)
                .collect();
            return Err(JsonError::Duplicate(shown));
        }
        Ok(members
            .into_iter()
            .map(|(key, raw)| (key, self.inner(raw)))
            .collect())
    }

    /// The object that it is; an empty one when it is something else.
    ///
    /// # Errors
    /// See [`Json::members`].
    pub(crate) fn object(self) -> Result<Object<'a>, JsonError> {
        self.members().map(Object)
    }

    /// The items, when it is an array; none otherwise.
    ///
    /// # Errors
    /// The grammar is broken, which [`Json::parse`] would have found.
    pub(crate) fn items(self) -> Result<Vec<Self>, JsonError> {
        if !self.raw.starts_with('[') {
            return Ok(Vec::new());
        }
        let mut reader = serde_json::Deserializer::from_str(self.raw);
        let items: Vec<&'a RawValue> = reader.deserialize_seq(Items).map_err(malformed)?;
        Ok(items.into_iter().map(|raw| self.inner(raw)).collect())
    }

    /// The text, when it is a string that is not blank.
    ///
    /// # Errors
    /// An escape of it means no character: half of a UTF-16 pair.
    pub(crate) fn text(self) -> Result<Option<String>, JsonError> {
        if !self.raw.starts_with('"') {
            return Ok(None);
        }
        let text: String = serde_json::from_str(self.raw).map_err(malformed)?;
        Ok(Some(text).filter(|text| !text.trim().is_empty()))
    }

    /// True when it holds something: neither null nor blank nor empty.
    pub(crate) fn is_something(self) -> bool {
        let inner = self
            .raw
            .trim_matches(['"', '[', ']', '{', '}', ' ', '\n', '\r', '\t']);
        !inner.is_empty() && inner != "null"
    }

    fn inner(self, raw: &'a RawValue) -> Self {
        Self {
            source: self.source,
            raw: raw.get(),
        }
    }
}

/// An opened object: looking for a member does not read the source again.
#[derive(Debug, Default)]
pub(crate) struct Object<'a>(Vec<(String, Json<'a>)>);

impl<'a> Object<'a> {
    /// A member; null is none.
    pub(crate) fn get(&self, key: &str) -> Option<Json<'a>> {
        let found = self.0.iter().find(|(name, _)| name == key)?;
        Some(found.1).filter(|value| value.raw != "null")
    }

    /// A member that is an object; an empty one when there is none.
    ///
    /// # Errors
    /// See [`Json::members`].
    pub(crate) fn object(&self, key: &str) -> Result<Self, JsonError> {
        self.get(key).map_or(Ok(Self::default()), Json::object)
    }

    /// The items of a member that is an array.
    ///
    /// # Errors
    /// See [`Json::items`].
    pub(crate) fn list(&self, key: &str) -> Result<Vec<Json<'a>>, JsonError> {
        self.get(key).map_or(Ok(Vec::new()), Json::items)
    }

    /// A member that is a text, with its place.
    ///
    /// # Errors
    /// See [`Json::text`].
    pub(crate) fn string(&self, key: &str) -> Result<Option<Named>, JsonError> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        Ok(value.text()?.map(|text| Named {
            text,
            at: value.at(),
        }))
    }
}

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) text: String,
    pub(crate) at: Range<usize>,
}

impl fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({:?})", self.at())
    }
}

fn malformed(error: serde_json::Error) -> JsonError {
    JsonError::Malformed(error.to_string())
}

/// Keys and raw values in their order, with those that stand there twice.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((key, value)) = map.next_entry::<Cow<'de, str>, &RawValue>()? {
            if members.len() >= MOST {
                return Err(A::Error::custom(format!(
                    "an object has more than {MOST} members"
                )));
            }
            members.push((key.into_owned(), value));
        }
        Ok(members)
    }
}

/// Raw values in their order.
struct Items;

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            if items.len() >= MOST {
                return Err(A::Error::custom(format!(
                    "an array has more than {MOST} items"
                )));
            }
            items.push(item);
        }
        Ok(items)
    }
}

/// Members of an object and items of an array that are looked at: a bill of materials of a large system has some thousand
/// components.
const MOST: usize = 100_000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_value_knows_its_place() {
        let source = r#" { "a": [ {"b":"\u00fc x"} , 2 ] } "#;
        let json = Json::parse(source).unwrap();
        let item = json.object().unwrap().list("a").unwrap()[0];
        assert_eq!(&source[item.at()], r#"{"b":"\u00fc x"}"#);
        let b = item.object().unwrap().string("b").unwrap().unwrap();
        assert_eq!((b.text.as_str(), &source[b.at]), ("ü x", r#""\u00fc x""#));
    }

    #[test]
    fn what_cannot_be_relied_on_is_an_error_with_a_type() {
        let twice = Json::parse(r#"{"a":1,"\u0061":2}"#).unwrap();
        assert_eq!(
            twice.members().unwrap_err(),
            JsonError::Duplicate("a".to_owned())
        );
        let half = Json::parse(r#"{"a":"\ud800"}"#);
        let half = half.and_then(|json| json.object()?.string("a"));
        assert!(matches!(half, Err(JsonError::Malformed(_))), "{half:?}");
        assert!(matches!(Json::parse("{"), Err(JsonError::Malformed(_))));
        assert!(matches!(Json::parse(""), Err(JsonError::Malformed(_))));
    }

    #[test]
    fn deep_nesting_is_skipped_without_recursion() {
        let deep = format!(
            "{{\"x\":{}{},\"a\":\"b\"}}",
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        );
        let json = Json::parse(&deep);
        let read = json.and_then(|json| json.object()?.string("a"));
        assert!(
            matches!(read, Ok(Some(_)) | Err(JsonError::Malformed(_))),
            "{read:?}"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]{}\":,a\\\\u0d8 ]{0,60}") {
            if let Ok(json) = Json::parse(&text) {
                let _ = (json.members(), json.items(), json.text(), json.at());
            }
        }
    }
}
