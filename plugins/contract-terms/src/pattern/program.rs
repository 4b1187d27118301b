//! A pattern as steps, and how they are walked along a text.
//!
//! Steps are made without automata, so that a pattern costs microseconds to make: most of a run in a fresh instance was
//! spent on making automata. Walking goes back and tries the next way on a dead end. Where that becomes expensive, ways
//! that led nowhere are remembered, so that no text can make a search longer than (steps × length): no contract can make
//! the reader hang.

use super::parse::{Node, Set, WORD};

/// One step.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// This character.
    Byte(u8),
    /// One character of a set.
    One(u16),
    /// Characters of a set, between so many and so many, as many as possible. `next` is what can follow, `row` the number
    /// of the repetition.
    Many {
        set: u16,
        min: u16,
        max: u16,
        next: u16,
        row: u16,
    },
    /// One of the branches from `first` on, in their order. `table` is the number of their table, if they are many.
    Either {
        first: u32,
        count: u32,
        table: Option<u16>,
    },
    /// Goes on elsewhere.
    Jump(u32),
    /// Notes where a group begins or ends.
    Note(u8),
    /// The beginning of the text.
    Start,
    /// The end of the text.
    End,
    /// The edge of a word.
    Edge,
    /// Found.
    Found,
}

/// A way to go on, with the characters with which it can begin.
#[derive(Debug, Clone, Copy)]
struct Branch {
    to: u32,
    begins: Begins,
}

/// Which characters can come first.
#[derive(Debug, Clone, Copy)]
struct Begins {
    set: Set,
    /// Whether there need not be any.
    nothing: bool,
    /// Whether it has to begin at the edge of a word.
    edge: bool,
}

impl Begins {
    const ANY: Self = Self {
        set: Set::MAX,
        nothing: true,
        edge: false,
    };

    fn admit(self, text: &[u8], at: usize) -> bool {
        (self.nothing || text.get(at).is_some_and(|&byte| has(self.set, byte)))
            && (!self.edge || is_edge(text, at))
    }

    fn of(node: &Node) -> Self {
        match node {
            Node::One(set) => Self {
                set: *set,
                nothing: false,
                edge: false,
            },
            Node::Start | Node::End | Node::Edge => Self {
                set: 0,
                nothing: true,
                edge: matches!(node, Node::Edge),
            },
            Node::Group(_, inner) => Self::of(inner),
            Node::Sequence(nodes) => Self::row(nodes),
            Node::Either(branches) => branches.iter().map(Self::of).fold(
                Self {
                    set: 0,
                    nothing: false,
                    edge: true,
                },
                |all, one| Self {
                    set: all.set | one.set,
                    nothing: all.nothing || one.nothing,
                    edge: all.edge && one.edge,
                },
            ),
            Node::Repeat(inner, min, _) => {
                let begins = Self::of(inner);
                Self {
                    set: begins.set,
                    nothing: begins.nothing || *min == 0,
                    edge: begins.edge && *min > 0,
                }
            }
        }
    }

    /// What a row of nodes can begin with.
    fn row(nodes: &[Node]) -> Self {
        let mut begins = Self {
            set: 0,
            nothing: true,
            edge: nodes.first().is_some_and(|first| Self::of(first).edge),
        };
        for node in nodes {
            let next = Self::of(node);
            begins.set |= next.set;
            if !next.nothing {
                begins.nothing = false;
                break;
            }
        }
        begins
    }
}

/// Whether a character is in a set. A set is looked at as two words of 64 bits, which is what a guest computes with.
fn has(set: Set, byte: u8) -> bool {
    let halves = [set as u64, (set >> 64) as u64];
    byte < 128 && (halves[usize::from(byte >> 6) & 1] >> (byte & 63)) & 1 != 0
}

/// The characters of words, as a table.
static IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = WORD >> byte & 1 != 0;
        byte += 1;
    }
    table
};

/// Whether a word begins or ends at `at`.
fn is_edge(text: &[u8], at: usize) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(|&byte| IS_WORD[usize::from(byte)]);
    word(at.checked_sub(1).and_then(|before| text.get(before))) != word(text.get(at))
}

/// Branches by what comes next, a bit for each branch: a letter, another character, the end of the text.
type Table = [u64; 28];

fn column(next: Option<&u8>) -> usize {
    match next {
        Some(byte @ b'a'..=b'z') => usize::from(byte - b'a'),
        Some(_) => 26,
        None => 27,
    }
}

/// A pattern that can be searched for.
#[derive(Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    sets: Vec<Set>,
    branches: Vec<Branch>,
    tables: Vec<Table>,
    /// What can follow a repetition; the first is anything.
    follows: Vec<Begins>,
    begins: Begins,
    /// The characters with which it begins, as a table.
    first: [bool; 128],
    /// How many repetitions it has.
    rows: u16,
    /// Whether it can only stand at the beginning of the text.
    anchored: bool,
}

/// Where a match and its groups begin and end: two places for each, the match first.
pub(super) type Places = Vec<Option<usize>>;

/// Patterns of this crate are constants of a few hundred characters, so that no number in them is large.
fn small<T: TryFrom<usize>>(number: usize) -> T {
    T::try_from(number)
        .ok()
        .expect("a pattern of this crate is short")
}

impl Program {
    pub(super) fn new(node: &Node) -> Self {
        let mut program = Self {
            steps: Vec::new(),
            sets: Vec::new(),
            branches: Vec::new(),
            tables: Vec::new(),
            follows: vec![Begins::ANY],
            begins: Begins::of(node),
            first: [false; 128],
            rows: 0,
            anchored: matches!(node, Node::Sequence(nodes) if matches!(nodes.first(), Some(Node::Start))),
        };
        program.add(node, 0);
        program.steps.push(Step::Found);
        for (byte, first) in program.first.iter_mut().enumerate() {
            *first = program.begins.nothing || has(program.begins.set, byte as u8);
        }
        program
    }

    fn set(&mut self, set: Set) -> u16 {
        let place = self.sets.iter().position(|known| *known == set);
        small(place.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        }))
    }

    fn here(&self) -> u32 {
        small(self.steps.len())
    }

    /// The number of what can follow a node before `rest`; `next` is what follows the whole row.
    fn follow(&mut self, rest: &[Node], next: u16) -> u16 {
        if rest.is_empty() {
            return next;
        }
        let begins = Begins::row(rest);
        if begins.nothing {
            return 0;
        }
        self.follows.push(begins);
        small(self.follows.len() - 1)
    }

    /// Makes room for branches that are known later.
    fn fork(&mut self, count: usize) -> usize {
        let first = self.branches.len();
        let blank = Branch {
            to: 0,
            begins: Begins::ANY,
        };
        self.branches.resize(first + count, blank);
        self.steps.push(Step::Either {
            first: small(first),
            count: small(count),
            table: None,
        });
        first
    }

    /// Adds the steps of a node. `next` is the number of what can follow it.
    fn add(&mut self, node: &Node, next: u16) {
        match node {
            Node::One(set) if set.count_ones() == 1 => {
                self.steps.push(Step::Byte(set.trailing_zeros() as u8));
            }
            Node::One(set) => {
                let set = self.set(*set);
                self.steps.push(Step::One(set));
            }
            Node::Start => self.steps.push(Step::Start),
            Node::End => self.steps.push(Step::End),
            Node::Edge => self.steps.push(Step::Edge),
            Node::Group(number, inner) => {
                self.steps.push(Step::Note(2 * number));
                self.add(inner, next);
                self.steps.push(Step::Note(2 * number + 1));
            }
            Node::Sequence(nodes) => {
                for (number, node) in nodes.iter().enumerate() {
                    let follow = self.follow(&nodes[number + 1..], next);
                    self.add(node, follow);
                }
            }
            Node::Either(branches) => self.either(branches, next),
            Node::Repeat(inner, min, max) => self.repeat(inner, *min, *max, next),
        }
    }

    fn either(&mut self, branches: &[Node], next: u16) {
        let step = self.steps.len();
        let first = self.fork(branches.len());
        let mut ends = Vec::new();
        for (number, branch) in branches.iter().enumerate() {
            self.branches[first + number] = Branch {
                to: self.here(),
                begins: Begins::of(branch),
            };
            self.add(branch, next);
            ends.push(self.steps.len());
            self.steps.push(Step::Jump(0));
        }
        for end in ends {
            self.steps[end] = Step::Jump(self.here());
        }
        if (4..=64).contains(&branches.len()) {
            let number = small(self.tables.len());
            self.tables.push(self.tabulate(first, branches.len()));
            if let Step::Either { table, .. } = &mut self.steps[step] {
                *table = Some(number);
            }
        }
    }

    fn tabulate(&self, first: usize, count: usize) -> Table {
        const LETTERS: Set = ((1 << 26) - 1) << b'a';
        let mut table = [0; 28];
        for (number, branch) in self.branches[first..first + count].iter().enumerate() {
            let Begins { set, nothing, .. } = branch.begins;
            for (column, branches) in table.iter_mut().enumerate() {
                let admits = nothing
                    || match column {
                        0..26 => has(set, b'a' + column as u8),
                        26 => set & !LETTERS != 0,
                        _ => false,
                    };
                *branches |= u64::from(admits) << number;
            }
        }
        table
    }

    fn repeat(&mut self, inner: &Node, min: u16, max: Option<u16>, next: u16) {
        if let Node::One(set) = inner {
            let set = self.set(*set);
            let max = max.unwrap_or(u16::MAX);
            self.steps.push(Step::Many {
                set,
                min,
                max,
                next,
                row: self.rows,
            });
            self.rows += 1;
            return;
        }
        for _ in 0..min {
            self.add(inner, 0);
        }
        let begins = Begins::of(inner);
        match max {
            None => {
                let again = self.here();
                let first = self.fork(2);
                self.branches[first] = Branch {
                    to: self.here(),
                    begins,
                };
                self.add(inner, 0);
                self.steps.push(Step::Jump(again));
                self.branches[first + 1].to = self.here();
            }
            Some(max) => {
                let mut forks = Vec::new();
                for _ in min..max {
                    let first = self.fork(2);
                    self.branches[first] = Branch {
                        to: self.here(),
                        begins,
                    };
                    self.add(inner, 0);
                    forks.push(first + 1);
                }
                for fork in forks {
                    self.branches[fork].to = self.here();
                }
            }
        }
    }

    /// The first match that begins at `from` or later.
    pub(super) fn search(&self, text: &[u8], from: usize, groups: u8) -> Option<Places> {
        let mut walk = Walk {
            program: self,
            text,
            back: Vec::new(),
            places: Vec::new(),
            left: 32 * text.len() + 4_096,
            dead: None,
            tried: Vec::new(),
        };
        let last = if self.anchored { 0 } else { text.len() };
        for start in from..=last {
            let can_begin = text.get(start).map_or(self.begins.nothing, |&byte| {
                byte < 128 && self.first[usize::from(byte)]
            });
            if !can_begin || (self.begins.edge && !is_edge(text, start)) {
                continue;
            }
            walk.places.clear();
            walk.places.resize(2 * (usize::from(groups) + 1), None);
            if let Some(end) = walk.from(start) {
                walk.places[0] = Some(start);
                walk.places[1] = Some(end);
                return Some(walk.places);
            }
        }
        None
    }
}

/// Where to go on after a dead end.
enum Back {
    /// The next branches of a choice.
    Branch { step: usize, at: usize, next: u32 },
    /// Fewer characters.
    Fewer {
        step: usize,
        least: usize,
        most: usize,
    },
    /// What a place was before.
    Place { number: usize, was: Option<usize> },
}

struct Walk<'a> {
    program: &'a Program,
    text: &'a [u8],
    back: Vec<Back>,
    places: Places,
    /// Steps until dead ends are remembered.
    left: usize,
    /// One bit for each step and place in the text from which there is no way on.
    dead: Option<Vec<u64>>,
    /// One bit for each repetition and place at which it ended once, always without a match.
    tried: Vec<u64>,
}

impl Walk<'_> {
    /// True when this step was left at this place before, always without a match.
    fn was_here(&mut self, step: usize, at: usize) -> bool {
        let Some(dead) = &mut self.dead else {
            return false;
        };
        let number = step * (self.text.len() + 1) + at;
        let (word, mask) = (number / 64, 1 << (number % 64));
        let was = dead[word] & mask != 0;
        dead[word] |= mask;
        was
    }

    /// The end of a match that begins at `start`.
    fn from(&mut self, start: usize) -> Option<usize> {
        self.back.clear();
        let (mut step, mut at) = (0, start);
        loop {
            if self.left == 0 && self.dead.is_none() {
                let states = self.program.steps.len() * (self.text.len() + 1);
                self.dead = Some(vec![0; states / 64 + 1]);
                self.back.clear();
                self.places.fill(None);
                self.tried.clear();
                (step, at) = (0, start);
            }
            self.left = self.left.saturating_sub(1);
            let next = match self.program.steps[step] {
                Step::Found => return Some(at),
                Step::Byte(byte) => {
                    (self.text.get(at) == Some(&byte)).then_some((step + 1, at + 1))
                }
                Step::One(set) => {
                    let set = self.program.sets[usize::from(set)];
                    let fits = self.text.get(at).is_some_and(|&byte| has(set, byte));
                    fits.then_some((step + 1, at + 1))
                }
                Step::Many { set, min, max, .. } => {
                    let least = at + usize::from(min);
                    let most = at + self.count(set, max, at);
                    self.fewer(step, least, most)
                }
                Step::Either { .. } if self.was_here(step, at) => None,
                Step::Either { .. } => self.branch(step, at, 0),
                Step::Jump(to) => Some((to as usize, at)),
                Step::Note(number) => {
                    let number = usize::from(number);
                    let was = self.places[number].replace(at);
                    self.back.push(Back::Place { number, was });
                    Some((step + 1, at))
                }
                Step::Start => (at == 0).then_some((step + 1, at)),
                Step::End => (at == self.text.len()).then_some((step + 1, at)),
                Step::Edge => is_edge(self.text, at).then_some((step + 1, at)),
            };
            (step, at) = match next {
                Some(next) => next,
                None => self.go_back()?,
            };
        }
    }

    /// How many characters of a set stand at `at`, at most `max`.
    fn count(&self, set: u16, max: u16, at: usize) -> usize {
        let set = self.program.sets[usize::from(set)];
        let reach = if max == u16::MAX {
            self.text.len()
        } else {
            usize::from(max)
        };
        self.text[at..]
            .iter()
            .take(reach)
            .take_while(|&&byte| has(set, byte))
            .count()
    }

    /// Goes on from the farthest place, from `most` down to `least`, at which what follows can begin. No place is tried
    /// twice: where it led nowhere once it leads nowhere again.
    fn fewer(&mut self, step: usize, least: usize, most: usize) -> Option<(usize, usize)> {
        let Step::Many { next, row, .. } = self.program.steps[step] else {
            return None;
        };
        let words = self.text.len() / 64 + 1;
        if self.tried.is_empty() {
            self.tried = vec![0; words * usize::from(self.program.rows)];
        }
        let follows = self.program.follows[usize::from(next)];
        let tried = &mut self.tried[words * usize::from(row)..][..words];
        let mut end = most + 1;
        while end > least {
            let word = (end - 1) / 64;
            let from = least.max(word * 64);
            let mask = (u64::MAX << (from % 64)) & (u64::MAX >> (63 - (end - 1) % 64));
            let open = !tried[word] & mask;
            if open == 0 {
                end = from;
                continue;
            }
            let at = word * 64 + 63 - open.leading_zeros() as usize;
            tried[word] |= 1 << (at % 64);
            if follows.admit(self.text, at) {
                if at > least {
                    let most = at - 1;
                    self.back.push(Back::Fewer { step, least, most });
                }
                return Some((step + 1, at));
            }
            end = at;
        }
        None
    }

    /// Takes the first branch from `from` on that can begin here.
    fn branch(&mut self, step: usize, at: usize, from: u32) -> Option<(usize, usize)> {
        let Step::Either {
            first,
            count,
            table,
        } = self.program.steps[step]
        else {
            return None;
        };
        let (program, text) = (self.program, self.text);
        let branches = &program.branches[first as usize..][..count as usize];
        let candidates =
            table.map(|table| program.tables[usize::from(table)][column(text.get(at))]);
        let open = |from: u32| {
            let mut number = from;
            while number < count {
                if let Some(candidates) = candidates {
                    number += (candidates >> number).trailing_zeros();
                    if number >= count {
                        return None;
                    }
                }
                if branches[number as usize].begins.admit(text, at) {
                    return Some(number);
                }
                number += 1;
            }
            None
        };
        let taken = open(from)?;
        if let Some(next) = open(taken + 1) {
            self.back.push(Back::Branch { step, at, next });
        }
        Some((branches[taken as usize].to as usize, at))
    }

    /// The step and place at which to go on.
    fn go_back(&mut self) -> Option<(usize, usize)> {
        loop {
            let next = match self.back.pop()? {
                Back::Place { number, was } => {
                    self.places[number] = was;
                    None
                }
                Back::Branch { step, at, next } => self.branch(step, at, next),
                Back::Fewer { step, least, most } => self.fewer(step, least, most),
            };
            if next.is_some() {
                return next;
            }
        }
    }
}
