//! What a schema may cost.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::SchemaError;

/// Bytes of the text.
pub(crate) const BYTES: usize = 64 * 1024;
/// Levels of nesting in the text.
const DEPTH: usize = 32;
/// Schemas that it unfolds to when every reference is replaced by what it names. References make thirty lines unfold to 2^30.
const UNFOLDED: u64 = 10_000;
/// Bytes of one pattern.
const PATTERN_BYTES: usize = 256;
/// Bytes of the automaton of one pattern: `(a{100}){100}` is short and asks for millions.
const AUTOMATON_BYTES: usize = 256 * 1024;

/// Checks everything that a validator would stumble over.
pub(crate) fn check(schema: &Value) -> Result<(), SchemaError> {
    depth(schema, DEPTH)?;
    let mut unfolding = Unfolding {
        root: schema,
        known: BTreeMap::new(),
        open: Vec::new(),
    };
    let size = unfolding.size(schema)?;
    if size > UNFOLDED {
        return Err(SchemaError::Bound {
            what: "it unfolds to more than 10,000 parts",
        });
    }
    Ok(())
}

fn depth(value: &Value, left: usize) -> Result<(), SchemaError> {
    let Some(left) = left.checked_sub(1) else {
        return Err(SchemaError::Bound {
            what: "it is nested more than 32 levels deep",
        });
    };
    children(value).try_for_each(|child| depth(child, left))
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(fields) => Box::new(fields.values()),
        _ => Box::new(std::iter::empty()),
    }
}

/// Counts what a schema unfolds to, each referenced part once.
struct Unfolding<'a> {
    root: &'a Value,
    known: BTreeMap<&'a str, u64>,
    open: Vec<&'a str>,
}

impl<'a> Unfolding<'a> {
    fn size(&mut self, value: &'a Value) -> Result<u64, SchemaError> {
        let mut size: u64 = 1;
        if let Value::Object(fields) = value {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("$ref", Value::String(target)) => {
                        size = size.saturating_add(self.target(target)?);
                    }
                    ("$id" | "$anchor" | "$dynamicRef" | "$dynamicAnchor" | "$recursiveRef", _) => {
                        return Err(SchemaError::Bound {
                            what: "it renames its parts; refer to them by `#/$defs/...`",
                        });
                    }
                    ("pattern", Value::String(text)) => pattern(text)?,
                    ("patternProperties", Value::Object(patterns)) => {
                        patterns.keys().try_for_each(|text| pattern(text))?;
                    }
                    _ => {}
                }
            }
        }
        for child in children(value) {
            size = size.saturating_add(self.size(child)?);
        }
        Ok(size)
    }

    fn target(&mut self, target: &'a str) -> Result<u64, SchemaError> {
        if let Some(size) = self.known.get(target) {
            return Ok(*size);
        }
        // Only within itself: a schema must not make the host fetch anything.
        let Some(found) = target
            .strip_prefix('#')
            .and_then(|at| self.root.pointer(at))
        else {
            return Err(SchemaError::Bound {
                what: "it refers to something outside itself, or to nothing",
            });
        };
        if self.open.contains(&target) {
            return Err(SchemaError::Bound {
                what: "it refers to itself in a circle",
            });
        }
        self.open.push(target);
        let size = self.size(found)?;
        self.open.pop();
        self.known.insert(target, size);
        Ok(size)
    }
}

/// Patterns are matched by automata, which take time in proportion to the text. What is left to bound is their size.
fn pattern(text: &str) -> Result<(), SchemaError> {
    if text.len() > PATTERN_BYTES {
        return Err(SchemaError::Bound {
            what: "a pattern has more than 256 bytes",
        });
    }
    regex::RegexBuilder::new(text)
        .size_limit(AUTOMATON_BYTES)
        .build()
        .map(|_| ())
        .map_err(|_| SchemaError::Bound {
            what: "a pattern is not a regular expression, or needs more memory than a pattern of settings may",
        })
}
