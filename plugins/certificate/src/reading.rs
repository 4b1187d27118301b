//! What one document says, field by field, each with its place.

use std::ops::Range;

use assay_sdk::is_placeholder;

use crate::{
    accreditation::{self, Accreditation},
    date::{self, Dated, Day},
    labels::{self, Field},
    layout::{Break, Layout, Piece, trim},
    name,
    nature::{self, Nature},
    pattern::Pattern,
    plain::written,
    standard::{self, Standard},
    surveillance::{self, Visit},
};

/// A day that a label announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DayField {
    /// None when no day can be read there.
    pub(crate) day: Option<Day>,
    pub(crate) at: Range<usize>,
}

/// A document, read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) nature: Nature,
    /// What the certificate is to.
    pub(crate) standard: Option<Standard>,
    pub(crate) number: Option<Range<usize>>,
    pub(crate) holder: Option<Range<usize>>,
    pub(crate) scope: Option<Range<usize>>,
    /// Sentences that leave something out of the scope.
    pub(crate) exclusions: Vec<Range<usize>>,
    pub(crate) sites: Option<Range<usize>>,
    pub(crate) applicability: Option<Range<usize>>,
    pub(crate) body: Option<Range<usize>>,
    pub(crate) accreditation: Accreditation,
    /// The start of certification.
    pub(crate) first_issued: Option<DayField>,
    /// The start of the present cycle.
    pub(crate) issued: Option<DayField>,
    pub(crate) expires: Option<DayField>,
    /// "Valid for three years": the months, where no day of expiry is given.
    pub(crate) runs_months: Option<(i32, Range<usize>)>,
    pub(crate) visits: Vec<Visit>,
    /// That it is suspended, withdrawn or the like, or in force.
    pub(crate) status: Option<(Status, Range<usize>)>,
    /// Every day in the document.
    pub(crate) days: Vec<Dated>,
}

/// The state of a certificate, as a document or a register says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Valid,
    Suspended,
    Withdrawn,
    Expired,
    /// A word that is none of these.
    Other,
}

impl Status {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Other => "unknown",
        }
    }

    /// Reads plain words.
    pub(crate) fn read(plain: &str) -> Self {
        static NOT: Pattern = Pattern::new(
            r"\b(?:not (?:currently )?(?:valid|active|in force|certified)|inactive|invalid|expired|lapsed|ended|abgelaufen|expiree?)\b",
        );
        static SUSPENDED: Pattern =
            Pattern::new(r"\b(?:suspended|suspension|on hold|ausgesetzt|suspendue?)\b");
        static WITHDRAWN: Pattern = Pattern::new(
            r"\b(?:withdrawn|revoked|cancel+ed|terminated|zurueckgezogen|entzogen|retiree?)\b",
        );
        static VALID: Pattern = Pattern::new(
            r"\b(?:valid|active|in force|current|certified|live|in good standing|gueltig|aktiv|valide|en vigueur|issued|maintained)\b",
        );
        if SUSPENDED.is_in(plain) {
            Self::Suspended
        } else if WITHDRAWN.is_in(plain) {
            Self::Withdrawn
        } else if NOT.is_in(plain) {
            Self::Expired
        } else if VALID.is_in(plain) {
            Self::Valid
        } else {
            Self::Other
        }
    }
}

static OF_SYSTEM: Pattern = Pattern::new(
    r"\b(?:management[ \n]{1,3}system|ai ?ms)\b[^.\n|]{0,40}?\b(?:of|operated by|established by|implemented by|maintained by|run by)\s*:?\s+",
);
static CERTIFY_THAT: Pattern = Pattern::new(
    r"\b(?:certif(?:y|ies|ied)|confirms?|attests?|bescheinigt|bestaetigt|certifie)\b,?\s+(?:that|dass|que)\s*:?\s+(?:the (?:organi[sz]ation|company|entity|firm)\s*:?\s+|das unternehmen\s+|die (?:firma|organisation)\s+|l'organisme\s+|la sociee?tee?\s+)?",
);
static CERTIFIER: Pattern = Pattern::new(
    r"\b(?:hereby )?(?:certif(?:ies|y)|confirms?|attests?|bescheinigt|bestaetigt|certifie)\b,?\s+(?:hiermit,?\s+)?(?:that|dass|que)\b|\bhas (?:audited and )?certified the\b",
);
static ISSUED_BY: Pattern = Pattern::new(
    r"\b(?:issued|certified|audited|assessed|approved|registered|awarded|granted|for and on behalf of|on behalf of|ausgestellt (?:von|durch)|deelivree?e? par)\b(?: by)?(?: the certification body)?\s*:?\s+",
);
static ISSUED_TO: Pattern = Pattern::new(
    r"\b(?:issued|awarded|granted|presented|deelivree?e?)\s+(?:to|aa)\s*:?\s+(?:the (?:organi[sz]ation|company)\s+)?",
);
static NUMBER: Pattern = Pattern::new(
    r"\b(?:certificate|zertifikat|certificat),?[ -]{0,2}(?:with (?:the )?|bearing (?:the )?)?(?:registration )?(?:number|no\.?|nr\.?|n ?o|id|#)\s*:?\s*([a-z0-9][a-z0-9/._-]{0,20}(?: ?[a-z0-9/._-]*\d[a-z0-9/._-]*)?)",
);
/// A title such as "Certificate AI-1".
static TITLE: Pattern = Pattern::new(
    r"(?:^|\n) *(?:certificate|zertifikat|certificat) +([a-z0-9/.-]*\d[a-z0-9/.-]*) *(?:\n|$)",
);
static SCOPE: Pattern = Pattern::new(
    r"\b(?:with (?:the )?(?:following )?scope(?: of)?|(?:for|covering|within|under) the (?:following )?scope(?: of)?|for the following (?:scope|activities|services)|scope of (?:certification|the certificate|registration)|(?:in|fuer) (?:den )?geltungsbereich|pour le (?:domaine|peerimeetre)|(?:applies to|applicable to|in respect of|with respect to|with regard to|covers?|covering))\s*(?:is|are)?\s*:?\s+",
);
static EXCLUDED: Pattern = Pattern::new(
    r"\b(?:exclud(?:es?|ing|ed)|exclusions?|except(?:ing)?|with the exception of|not (?:cover(?:ed)?|includ(?:e|ed|ing)|part of|in scope|within the scope)|outside (?:of )?(?:the |its )?scope|out of scope|other than|ausgenommen|nicht (?:enthalten|umfasst)|aa l'exception|hors)\b",
);
static SITES: Pattern = Pattern::new(
    r"\b(?:at|in|from) (?:the|its|their) (?:following )?(?:site|location|premise|office)s?\b[^.\n]{0,8}",
);
static APPLICABILITY: Pattern = Pattern::new(
    r"\b(?:statement of applicability|applicability statement|\bsoa\b|erklaerung zur anwendbarkeit|anwendbarkeitserklaerung|deeclaration d'applicabilitee)",
);
static VERSIONED: Pattern = Pattern::new(
    r"\b(?:version|ver\.|v\.? ?\d|rev(?:ision|\.)? ?\d?|issue \d|edition \d|soa[-_ ]?\d|\d+\.\d+)",
);
static EXPIRES: Pattern = Pattern::new(
    r"\b(?:valid (?:until|till|to|through|thru|up to)(?: and including)?|expir(?:es|y|ing|ation)(?: date)?(?: on)?|gueltig bis(?: zum)?|valable jusqu'au|not valid after|good through|remains? valid until)\s*:?\s*(?:the )?",
);
static ISSUED: Pattern = Pattern::new(
    r"\b(?:issued(?: on)?|valid (?:from|as of)|effective (?:from|date)|granted(?: on)?|gueltig (?:ab|vom)|ausgestellt am|deelivree? le|date of issue|issue date)\s*:?\s*(?:the )?",
);
static FIRST: Pattern = Pattern::new(
    r"\b(?:(?:first|originally|initially) (?:issued|certified|registered|granted)|certified since|(?:initial|original) (?:certification|registration|issue)(?: date)?)\s*(?:on|:)?\s*(?:the )?",
);
static TO: Pattern = Pattern::new(
    r"^\s*,?\s*(?:to|until|till|through|thru|up to|-{1,3}|bis(?: zum)?|au|and (?:is )?valid until|and expires on)\s*(?:the |and including )*$",
);
static RUNS: Pattern = Pattern::new(
    r"\b(?:valid|validity|gueltig)\b[^.\n]{0,30}?\b(\d|one|two|three|four|five|six|drei)[ -](?:\(\d\) )?(?:years?|jahre)",
);
static STATUS: Pattern = Pattern::new(
    r"\b(?:certificate|certification|registration)\b[^.;\n]{0,40}?\b(?:has been|was|is|is currently|is now|stands)(?: temporarily)? (suspended|withdrawn|revoked|cancel+ed|terminated)\b",
);
static CONDITIONAL: Pattern = Pattern::new(
    r"\b(?:if|when|whenever|unless|until|may|might|can|could|should|would|shall|in case|where|provided|or|whether|upon|once|not)\b",
);

impl Reading {
    /// Reads a text; `plain` is the same text as it is searched.
    pub(crate) fn of(text: &str, plain: &str) -> Self {
        let layout = Layout::of(text, plain);
        let days = date::all(plain);
        let mut reading = Self {
            nature: nature::of(plain),
            standard: None,
            number: None,
            holder: None,
            scope: None,
            exclusions: Vec::new(),
            sites: None,
            applicability: None,
            body: None,
            accreditation: Accreditation::default(),
            first_issued: None,
            issued: None,
            expires: None,
            runs_months: None,
            visits: surveillance::visits(plain, &layout, &days),
            status: None,
            days,
        };
        let mut labelled_standard = None;
        let mut accredited = Vec::new();
        for (number, piece) in layout.pieces.iter().enumerate() {
            let Some((field, value)) = labels::at_start(&plain[piece.at.clone()]) else {
                continue;
            };
            let Some(value) = value_of(plain, &layout.pieces, number, field, value) else {
                continue;
            };
            // "Scope: to be confirmed" states no scope.
            if is_placeholder(written(text, value.clone())) {
                continue;
            }
            match field {
                Field::Standard => {
                    labelled_standard.get_or_insert(value);
                }
                Field::AccreditationBody => accredited.push((piece.at.clone(), value)),
                _ => reading.take(text, plain, field, piece, value),
            }
        }
        reading.accreditation = accreditation::of(text, plain, &layout, &accredited);
        reading.standard = standard::of(plain, &layout, labelled_standard);
        reading.sentences(text, plain, &layout);
        // Labels alone: a number, an issuer and an end make a certificate of what says nothing about its own nature.
        let labelled =
            reading.number.is_some() && reading.body.is_some() && reading.expires.is_some();
        if reading.nature == Nature::Unclear && labelled {
            reading.nature = Nature::Organisation;
        }
        reading
    }

    /// Takes what a label announces; the first of a kind counts.
    fn take(&mut self, text: &str, plain: &str, field: Field, piece: &Piece, value: Range<usize>) {
        match field {
            Field::Number => {
                if self.number.is_none() {
                    self.number = number_in(plain, &value);
                }
            }
            Field::Holder => {
                if self.holder.is_none() {
                    self.holder = name::at(text, plain, value.start, value.end);
                }
            }
            Field::Scope => {
                self.scope.get_or_insert(value);
            }
            Field::Sites => {
                self.sites.get_or_insert(value);
            }
            Field::Applicability => {
                if is_identified(plain, &value) {
                    self.applicability
                        .get_or_insert(piece.at.start.min(value.start)..value.end);
                }
            }
            Field::Body => {
                if self.body.is_none() {
                    self.body = name::at(text, plain, value.start, value.end);
                }
            }
            Field::Status => {
                let status = Status::read(&plain[value.clone()]);
                if status != Status::Other {
                    self.status
                        .get_or_insert((status, piece.at.start.min(value.start)..value.end));
                }
            }
            Field::FirstIssued => {
                let day = self.day_in(&value);
                self.first_issued.get_or_insert(day);
            }
            Field::Issued => self.later_issue(self.day_in(&value)),
            Field::Expires => self.expiry(self.day_in(&value)),
            Field::Validity => {
                let mut within = self.days.iter().filter(|d| lies_in(&d.at, &value));
                match (within.next().cloned(), within.next().cloned()) {
                    (Some(from), Some(to)) => {
                        self.later_issue(DayField {
                            day: Some(from.day),
                            at: from.at,
                        });
                        self.expiry(DayField {
                            day: Some(to.day),
                            at: to.at,
                        });
                    }
                    (Some(only), None) => self.expiry(DayField {
                        day: Some(only.day),
                        at: only.at,
                    }),
                    (None, _) => {}
                }
            }
            Field::Surveillance
            | Field::AccreditationBody
            | Field::AccreditationNumber
            | Field::Standard
            | Field::Aside => {}
        }
    }

    /// The first day in a value.
    fn day_in(&self, value: &Range<usize>) -> DayField {
        match self.days.iter().find(|d| lies_in(&d.at, value)) {
            Some(dated) => DayField {
                day: Some(dated.day),
                at: dated.at.clone(),
            },
            None => DayField {
                day: None,
                at: value.clone(),
            },
        }
    }

    /// The latest issue is the start of the present cycle.
    fn later_issue(&mut self, found: DayField) {
        let later = match (&self.issued, found.day) {
            (None, _) => true,
            (Some(known), Some(day)) => known.day.is_none_or(|known| known.latest() < day.latest()),
            (Some(_), None) => false,
        };
        if later {
            self.issued = Some(found);
        }
    }

    fn expiry(&mut self, found: DayField) {
        if self
            .expires
            .as_ref()
            .is_none_or(|known| known.day.is_none())
        {
            self.expires = Some(found);
        }
    }

    /// What sentences say without labels.
    fn sentences(&mut self, text: &str, plain: &str, layout: &Layout) {
        if self.holder.is_none() {
            let places = [&OF_SYSTEM, &CERTIFY_THAT, &ISSUED_TO];
            self.holder = places.iter().find_map(|pattern| {
                pattern
                    .find_all(plain)
                    .find_map(|found| name::at(text, plain, found.end, plain.len()))
            });
        }
        if self.body.is_none() {
            self.body = CERTIFIER
                .find_all(plain)
                .find_map(|found| name::before(text, plain, found.start))
                .or_else(|| {
                    ISSUED_BY
                        .find_all(plain)
                        .filter(|found| {
                            plain[found.clone()].contains("by")
                                || plain[found.clone()].contains("behalf")
                                || plain[found.clone()].contains("von")
                                || plain[found.clone()].contains("durch")
                                || plain[found.clone()].contains("par")
                        })
                        .find_map(|found| name::at(text, plain, found.end, plain.len()))
                });
        }
        if self.number.is_none() {
            self.number = [&NUMBER, &TITLE].into_iter().find_map(|pattern| {
                pattern
                    .captures(plain)
                    .find_map(|(_, value)| number_in(plain, &value))
            });
        }
        if self.scope.is_none() {
            self.scope = SCOPE.find_all(plain).find_map(|found| {
                // After a colon the scope may be a block of its own.
                let sentence = layout
                    .sentences
                    .iter()
                    .find(|s| s.start <= found.end && found.end < s.end)?;
                let value = trim(plain, found.end..sentence.end);
                // "covering" may stand in any sentence; a scope is more than a word.
                (plain[value.clone()].split_whitespace().count() >= 3).then_some(value)
            });
        }
        self.exclusions = layout
            .sentences
            .iter()
            .filter(|sentence| EXCLUDED.is_in(&plain[(*sentence).clone()]))
            .cloned()
            .collect();
        if self.sites.is_none() {
            self.sites = SITES.find(plain).and_then(|found| {
                let sentence = layout.sentences.iter().find(|s| s.contains(&found.start))?;
                Some(found.start..sentence.end.max(found.end))
            });
        }
        if self.applicability.is_none() {
            self.applicability = layout
                .sentences
                .iter()
                .find(|s| APPLICABILITY.is_in(&plain[(*s).clone()]) && is_identified(plain, s))
                .cloned();
        }
        self.days_of_sentences(plain);
        if self.status.is_none() {
            self.status = layout.sentences.iter().find_map(|sentence| {
                let shown = &plain[sentence.clone()];
                let (whole, word) = STATUS.captures(shown).next()?;
                let sure = !CONDITIONAL.is_in(&shown[..whole.end]);
                sure.then(|| (Status::read(&shown[word]), sentence.clone()))
            });
        }
    }

    fn days_of_sentences(&mut self, plain: &str) {
        for pair in self.days.clone().windows(2) {
            let [from, to] = pair else { continue };
            let between = &plain[from.at.end..to.at.start];
            let lead = plain
                .get(from.at.start.saturating_sub(60)..from.at.start)
                .unwrap_or_default();
            static PERIOD: Pattern = Pattern::new(
                r"\b(?:valid|validity|from|cycle|period|gueltig|valable|term)\b[^.]*$",
            );
            if TO.is_in(between) && PERIOD.is_in(lead) && !lead.contains("audit") {
                if self.issued.is_none() {
                    self.issued = Some(DayField {
                        day: Some(from.day),
                        at: from.at.clone(),
                    });
                }
                if self.expires.is_none() {
                    self.expires = Some(DayField {
                        day: Some(to.day),
                        at: to.at.clone(),
                    });
                }
            }
        }
        let after = |pattern: &Pattern, days: &[Dated]| {
            pattern.find_all(plain).find_map(|found| {
                let dated = days.iter().find(|d| d.at.start == found.end)?;
                Some(DayField {
                    day: Some(dated.day),
                    at: dated.at.clone(),
                })
            })
        };
        if self.first_issued.is_none() {
            self.first_issued = after(&FIRST, &self.days);
        }
        if self.expires.is_none() {
            self.expires = after(&EXPIRES, &self.days);
        }
        if self.issued.is_none() {
            let first = self.first_issued.as_ref().map(|first| first.at.clone());
            let others: Vec<Dated> = self
                .days
                .iter()
                .filter(|d| Some(&d.at) != first.as_ref())
                .cloned()
                .collect();
            self.issued = after(&ISSUED, &others);
        }
        self.runs_months = RUNS.captures(plain).next().map(|(whole, count)| {
            let years = match &plain[count] {
                "one" => 1,
                "two" => 2,
                "three" | "drei" => 3,
                "four" => 4,
                "five" => 5,
                "six" => 6,
                digit => digit.parse().unwrap_or(0),
            };
            (years * 12, whole)
        });
    }
}

fn lies_in(at: &Range<usize>, value: &Range<usize>) -> bool {
    value.start <= at.start && at.end <= value.end
}

/// The value of a label that stands at the beginning of a piece.
fn value_of(
    plain: &str,
    pieces: &[Piece],
    number: usize,
    field: Field,
    offset: usize,
) -> Option<Range<usize>> {
    let piece = &pieces[number];
    let own = trim(plain, piece.at.start + offset..piece.at.end);
    let (first, at) = if own.is_empty() {
        let next = match piece.cell {
            Some((row, column)) => cell_value(plain, pieces, row, column)?,
            None => number + 1,
        };
        // A heading that no value follows, but the next label.
        let follows = pieces.get(next)?;
        if piece.cell.is_none() && labels::at_start(&plain[follows.at.clone()]).is_some() {
            return None;
        }
        // "Certificate" alone on a line is a title.
        if field == Field::Number && piece.cell.is_none() && !plain[piece.at.clone()].contains(' ')
        {
            return None;
        }
        (next, follows.at.clone())
    } else {
        (number, own)
    };
    let wide = matches!(
        field,
        Field::Scope | Field::Sites | Field::Applicability | Field::Status
    );
    // "Northern Accreditation Service; ISO/IEC 42001" goes on behind a semicolon, but not on the next line.
    let in_line = field == Field::AccreditationBody;
    let mut value = at;
    if wide || in_line {
        for pair in pieces[first..].windows(2) {
            let [before, next] = pair else { break };
            let goes_on = next.cell.is_none()
                && (before.then == Break::Sentence || (wide && before.then == Break::Line));
            if !goes_on || labels::at_start(&plain[next.at.clone()]).is_some() {
                break;
            }
            value.end = next.at.end;
        }
    }
    Some(value)
}

/// The cell that holds the value of a label in a table: to the right, or below when a label stands to the right as well.
fn cell_value(plain: &str, pieces: &[Piece], row: usize, column: usize) -> Option<usize> {
    let cell = |row, column| {
        pieces
            .iter()
            .position(|piece| piece.cell == Some((row, column)))
    };
    let right = cell(row, column + 1);
    let is_label = |at: usize| {
        let shown = &plain[pieces[at].at.clone()];
        labels::at_start(shown).is_some_and(|(_, value)| value >= shown.len())
    };
    let left_is_label = column > 0 && cell(row, column - 1).is_some_and(is_label);
    match right {
        Some(right) if !is_label(right) => Some(right),
        Some(_) => cell(row + 1, column),
        None if left_is_label => cell(row + 1, column),
        None => None,
    }
}

/// A certificate number at the beginning of a value: it holds a digit and is not the standard itself.
fn number_in(plain: &str, value: &Range<usize>) -> Option<Range<usize>> {
    static STOP: Pattern = Pattern::new(
        r"(?:,|;|\(|\||\t| {3,}|\n|\. |\.$| -{1,3} | /|\b(?:valid|issued|dated|date|of|first|revision|rev|version|issue|expires|expiry|for|is|was|and|under|registered|iso|according|in|at|on|certifies|has)\b)",
    );
    let shown = &plain[value.clone()];
    let stop = STOP.find(shown).map_or(shown.len(), |found| found.start);
    let range = trim(plain, value.start..value.start + stop);
    let found = plain[range.clone()].trim_matches(['"', '\'', ':', '.']);
    let start = range.start + plain[range].find(found)?;
    let few = found.split_whitespace().count() <= 5 && found.len() <= 48;
    let digit = found.bytes().any(|b| b.is_ascii_digit());
    let is_day = date::all(found)
        .first()
        .is_some_and(|d| d.at == (0..found.len()));
    (few && digit && !is_day).then_some(start..start + found.len())
}

/// True when a statement of applicability has a version or a day.
fn is_identified(plain: &str, value: &Range<usize>) -> bool {
    let shown = &plain[value.clone()];
    VERSIONED.is_in(shown) || !date::all(shown).is_empty()
}
