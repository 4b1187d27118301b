//! A pattern as steps, and how they are walked along a text.
//!
//! Steps are made without any table, so that a pattern costs microseconds to make: most of a run in a fresh instance was
//! spent on making automata. Walking goes back and tries the next way on a dead end. Where that becomes expensive, ways
//! that led nowhere are remembered, so that no text can make a search longer than (steps × length): no contract can make
//! the reader hang.

use super::parse::{Node, Set, WORD, bit};

/// One step.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// This character.
    Byte(u8),
    /// One character of a set.
    One(u16),
    /// Characters of a set, between so many and so many, as many as possible.
    Many { set: u16, min: u16, max: u16 },
    /// One of the branches from `first` on, in their order.
    Either { first: u32, count: u32 },
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

/// Which characters can come first, and whether there need not be any.
#[derive(Debug, Clone, Copy)]
struct Begins {
    set: Set,
    nothing: bool,
}

impl Begins {
    const ANY: Self = Self {
        set: Set::MAX,
        nothing: true,
    };

    fn admit(self, next: Option<u8>) -> bool {
        self.nothing || next.is_some_and(|byte| self.set & bit(byte) != 0)
    }

    fn of(node: &Node) -> Self {
        match node {
            Node::One(set) => Self {
                set: *set,
                nothing: false,
            },
            Node::Start | Node::End | Node::Edge => Self {
                set: 0,
                nothing: true,
            },
            Node::Group(_, inner) => Self::of(inner),
            Node::Sequence(nodes) => {
                let mut begins = Self {
                    set: 0,
                    nothing: true,
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
            Node::Either(branches) => branches.iter().map(Self::of).fold(
                Self {
                    set: 0,
                    nothing: false,
                },
                |all, one| Self {
                    set: all.set | one.set,
                    nothing: all.nothing || one.nothing,
                },
            ),
            Node::Repeat(inner, min, _) => {
                let begins = Self::of(inner);
                Self {
                    set: begins.set,
                    nothing: begins.nothing || *min == 0,
                }
            }
        }
    }
}

/// A pattern that can be searched for.
#[derive(Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    sets: Vec<Set>,
    branches: Vec<Branch>,
    begins: Begins,
    /// Whether it can only stand at the beginning of the text.
    anchored: bool,
}

/// Where a match and its groups begin and end: two places for each, the match first.
pub(super) type Places = Vec<Option<usize>>;

impl Program {
    pub(super) fn new(node: &Node) -> Self {
        let mut program = Self {
            steps: Vec::new(),
            sets: Vec::new(),
            branches: Vec::new(),
            begins: Begins::of(node),
            anchored: matches!(node, Node::Sequence(nodes) if matches!(nodes.first(), Some(Node::Start))),
        };
        program.add(node);
        program.steps.push(Step::Found);
        program
    }

    fn set(&mut self, set: Set) -> u16 {
        let place = self.sets.iter().position(|known| *known == set);
        let place = place.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        u16::try_from(place).expect("a pattern of this crate has few sets of characters")
    }

    fn here(&self) -> u32 {
        u32::try_from(self.steps.len()).expect("a pattern of this crate is short")
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
            first: u32::try_from(first).expect("a pattern of this crate is short"),
            count: u32::try_from(count).expect("a pattern of this crate is short"),
        });
        first
    }

    fn add(&mut self, node: &Node) {
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
                self.add(inner);
                self.steps.push(Step::Note(2 * number + 1));
            }
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Node::Either(branches) => {
                let first = self.fork(branches.len());
                let mut ends = Vec::new();
                for (number, branch) in branches.iter().enumerate() {
                    self.branches[first + number] = Branch {
                        to: self.here(),
                        begins: Begins::of(branch),
                    };
                    self.add(branch);
                    ends.push(self.steps.len());
                    self.steps.push(Step::Jump(0));
                }
                for end in ends {
                    self.steps[end] = Step::Jump(self.here());
                }
            }
            Node::Repeat(inner, min, max) => self.repeat(inner, *min, *max),
        }
    }

    fn repeat(&mut self, inner: &Node, min: u16, max: Option<u16>) {
        if let Node::One(set) = inner {
            let set = self.set(*set);
            let max = max.unwrap_or(u16::MAX);
            self.steps.push(Step::Many { set, min, max });
            return;
        }
        for _ in 0..min {
            self.add(inner);
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
                self.add(inner);
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
                    self.add(inner);
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
            places: vec![None; 2 * (usize::from(groups) + 1)],
            left: 32 * text.len() + 4_096,
            dead: None,
        };
        let last = if self.anchored { 0 } else { text.len() };
        (from..=last)
            .filter(|&start| self.begins.admit(text.get(start).copied()))
            .find_map(|start| {
                let end = walk.from(start)?;
                walk.places[0] = Some(start);
                walk.places[1] = Some(end);
                Some(())
            })?;
        Some(walk.places)
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
}

impl Walk<'_> {
    fn is_edge(&self, at: usize) -> bool {
        let word = |at: Option<usize>| {
            at.and_then(|at| self.text.get(at))
                .is_some_and(|&byte| WORD & bit(byte) != 0)
        };
        word(at.checked_sub(1)) != word(Some(at))
    }

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
                (step, at) = (0, start);
            }
            self.left = self.left.saturating_sub(1);
            let goes_on = match self.program.steps[step] {
                Step::Found => return Some(at),
                Step::Byte(byte) => {
                    let fits = self.text.get(at) == Some(&byte);
                    at += 1;
                    step += 1;
                    fits
                }
                Step::One(set) => {
                    let set = self.program.sets[usize::from(set)];
                    let fits = self.text.get(at).is_some_and(|&byte| set & bit(byte) != 0);
                    at += 1;
                    step += 1;
                    fits
                }
                Step::Many { set, min, max } => {
                    let set = self.program.sets[usize::from(set)];
                    let reach = if max == u16::MAX {
                        self.text.len()
                    } else {
                        usize::from(max)
                    };
                    let count = self.text[at..]
                        .iter()
                        .take(reach)
                        .take_while(|&&byte| set & bit(byte) != 0)
                        .count();
                    let least = at + usize::from(min);
                    at += count;
                    if count > usize::from(min) {
                        self.back.push(Back::Fewer {
                            step,
                            least,
                            most: at - 1,
                        });
                    }
                    let fits = count >= usize::from(min) && !self.was_here(step, at);
                    step += 1;
                    fits
                }
                Step::Either { .. } => !self.was_here(step, at) && self.branch(&mut step, at, 0),
                Step::Jump(to) => {
                    step = to as usize;
                    true
                }
                Step::Note(number) => {
                    let number = usize::from(number);
                    let was = self.places[number].replace(at);
                    self.back.push(Back::Place { number, was });
                    step += 1;
                    true
                }
                Step::Start => {
                    step += 1;
                    at == 0
                }
                Step::End => {
                    step += 1;
                    at == self.text.len()
                }
                Step::Edge => {
                    step += 1;
                    self.is_edge(at)
                }
            };
            if !goes_on {
                (step, at) = self.go_back()?;
            }
        }
    }

    /// Takes the first branch from `next` on that can begin here.
    fn branch(&mut self, step: &mut usize, at: usize, next: u32) -> bool {
        let Step::Either { first, count } = self.program.steps[*step] else {
            return false;
        };
        let byte = self.text.get(at).copied();
        let branches = &self.program.branches[first as usize..][..count as usize];
        let mut open = (next..count).filter(|&number| branches[number as usize].begins.admit(byte));
        let Some(taken) = open.next() else {
            return false;
        };
        if let Some(next) = open.next() {
            self.back.push(Back::Branch {
                step: *step,
                at,
                next,
            });
        }
        *step = branches[taken as usize].to as usize;
        true
    }

    /// The step and place at which to go on.
    fn go_back(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.back.pop()? {
                Back::Place { number, was } => self.places[number] = was,
                Back::Branch { mut step, at, next } => {
                    if self.branch(&mut step, at, next) {
                        return Some((step, at));
                    }
                }
                Back::Fewer { step, least, most } => {
                    if most > least {
                        self.back.push(Back::Fewer {
                            step,
                            least,
                            most: most - 1,
                        });
                    }
                    if !self.was_here(step, most) {
                        return Some((step + 1, most));
                    }
                }
            }
        }
    }
}
