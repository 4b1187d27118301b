//! The syntax of patterns: the part of the usual regular expressions that the patterns of this crate need.

/// A set of ASCII characters, one bit for each.
pub(super) type Set = u128;

/// Letters, digits and the underscore.
pub(super) const WORD: Set =
    set_of(b'0', b'9') | set_of(b'a', b'z') | set_of(b'A', b'Z') | bit(b'_');
const DIGIT: Set = set_of(b'0', b'9');
const SPACE: Set = bit(b' ') | bit(b'\t') | bit(b'\n') | bit(b'\r') | bit(0x0b) | bit(0x0c);

const fn bit(byte: u8) -> Set {
    1 << (byte & 127)
}

const fn set_of(first: u8, last: u8) -> Set {
    (Set::MAX >> (127 - last)) & (Set::MAX << first)
}

/// A pattern as it was read.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// One character of a set.
    One(Set),
    /// The beginning of the text.
    Start,
    /// The end of the text.
    End,
    /// The edge of a word.
    Edge,
    /// A group whose place is wanted, by its number.
    Group(u8, Box<Node>),
    /// One after another.
    Sequence(Vec<Node>),
    /// The first that leads to a match.
    Either(Vec<Node>),
    /// So many times, as often as possible; none is without limit.
    Repeat(Box<Node>, u16, Option<u16>),
}

/// Reads a pattern and counts its groups.
///
/// # Errors
/// When it uses what this syntax does not have.
pub(super) fn parse(source: &str) -> Result<(Node, u8), String> {
    let mut parser = Parser {
        source: source.as_bytes(),
        at: 0,
        groups: 0,
    };
    let node = parser.either()?;
    match parser.peek() {
        None => Ok((node, parser.groups)),
        Some(_) => Err(parser.error("an end")),
    }
}

struct Parser<'a> {
    source: &'a [u8],
    at: usize,
    groups: u8,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn took(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn error(&self, wanted: &str) -> String {
        format!("expected {wanted} at byte {}", self.at)
    }

    fn either(&mut self) -> Result<Node, String> {
        let mut branches = vec![self.sequence()?];
        while self.took(b'|') {
            branches.push(self.sequence()?);
        }
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            last => {
                branches.extend(last);
                Node::Either(branches)
            }
        })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut nodes = Vec::new();
        while let Some(byte) = self.peek()
            && !matches!(byte, b'|' | b')')
        {
            let node = self.atom()?;
            nodes.push(self.repeated(node)?);
        }
        Ok(Node::Sequence(nodes))
    }

    fn atom(&mut self) -> Result<Node, String> {
        Ok(match self.take() {
            Some(b'^') => Node::Start,
            Some(b'$') => Node::End,
            Some(b'.') => Node::One(!bit(b'\n')),
            Some(b'[') => Node::One(self.class()?),
            Some(b'\\') if self.took(b'b') => Node::Edge,
            Some(b'\\') => Node::One(self.escaped()?),
            Some(b'(') => {
                let group = if self.took(b'?') {
                    if !self.took(b':') {
                        return Err(self.error("`:`"));
                    }
                    None
                } else {
                    self.groups += 1;
                    Some(self.groups)
                };
                let inner = self.either()?;
                if !self.took(b')') {
                    return Err(self.error("`)`"));
                }
                match group {
                    Some(number) => Node::Group(number, Box::new(inner)),
                    None => inner,
                }
            }
            Some(byte) if byte.is_ascii() && !matches!(byte, b'*' | b'+' | b'?' | b'{') => {
                Node::One(bit(byte))
            }
            _ => return Err(self.error("a character")),
        })
    }

    fn escaped(&mut self) -> Result<Set, String> {
        Ok(match self.take() {
            Some(b'd') => DIGIT,
            Some(b'w') => WORD,
            Some(b's') => SPACE,
            Some(byte) if byte.is_ascii_punctuation() => bit(byte),
            _ => return Err(self.error("an escape")),
        })
    }

    /// What stands between square brackets.
    fn class(&mut self) -> Result<Set, String> {
        let negated = self.took(b'^');
        let mut set = 0;
        loop {
            match self.take() {
                Some(b']') => return Ok(if negated { !set } else { set }),
                Some(b'\\') => set |= self.escaped()?,
                Some(first) if first.is_ascii() => {
                    let is_range = self.peek() == Some(b'-')
                        && self
                            .source
                            .get(self.at + 1)
                            .is_some_and(|&next| next != b']');
                    if is_range {
                        self.at += 1;
                        let last = self.take().filter(|last| last.is_ascii() && *last >= first);
                        set |= set_of(first, last.ok_or_else(|| self.error("a range"))?);
                    } else {
                        set |= bit(first);
                    }
                }
                _ => return Err(self.error("`]`")),
            }
        }
    }

    fn repeated(&mut self, node: Node) -> Result<Node, String> {
        let (min, max) = match self.peek() {
            Some(b'?') => (0, Some(1)),
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'{') => {
                self.at += 1;
                let min = self.number()?;
                let max = if !self.took(b',') {
                    Some(min)
                } else if self.peek() == Some(b'}') {
                    None
                } else {
                    Some(self.number()?)
                };
                if self.peek() != Some(b'}') || max.is_some_and(|max| max < min) {
                    return Err(self.error("a count"));
                }
                (min, max)
            }
            _ => return Ok(node),
        };
        self.at += 1;
        if matches!(self.peek(), Some(b'?' | b'*' | b'+' | b'{')) {
            return Err(self.error("no second count"));
        }
        Ok(Node::Repeat(Box::new(node), min, max))
    }

    fn number(&mut self) -> Result<u16, String> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.source[start..self.at])
            .ok()
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(|| self.error("a number"))
    }
}
