//! Topics that are a list of wordings: which wording amounts to what, for whom, in the order in which they are tried.

use super::Reading;
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity};
use crate::number::{Duration, durations};
use crate::pattern::Pattern;
use crate::text::View;

/// Who has to be the one who acts where a wording stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Anybody,
    Customer,
    NotCustomer,
}

/// One wording and what it amounts to.
pub(crate) struct Rule {
    outcome: Option<Outcome>,
    severity: Severity,
    reading: &'static str,
    value: &'static str,
    when: Pattern,
    unless: Pattern,
    excepts: bool,
    who: Who,
    modality: Modality,
    vague: bool,
}

impl Rule {
    const fn new(
        outcome: Option<Outcome>,
        severity: Severity,
        value: &'static str,
        reading: &'static str,
        when: &'static str,
        unless: &'static str,
    ) -> Self {
        Self {
            outcome,
            severity,
            reading,
            value,
            when: Pattern::new(when),
            unless: Pattern::new(unless),
            excepts: !unless.is_empty(),
            who: Who::Anybody,
            modality: Modality::Must,
            vague: false,
        }
    }

    /// What the buyer wants; the supplier, or a passive, has to be the one who acts. `unless` is a wording beside which it
    /// does not count; empty for none.
    pub(crate) const fn pass(
        value: &'static str,
        reading: &'static str,
        when: &'static str,
        unless: &'static str,
    ) -> Self {
        let mut rule = Self::new(
            Some(Outcome::Pass),
            Severity::Info,
            value,
            reading,
            when,
            unless,
        );
        rule.who = Who::NotCustomer;
        rule
    }

    /// Half of it.
    pub(crate) const fn partial(
        severity: Severity,
        value: &'static str,
        reading: &'static str,
        when: &'static str,
        unless: &'static str,
    ) -> Self {
        Self::new(
            Some(Outcome::Partial),
            severity,
            value,
            reading,
            when,
            unless,
        )
    }

    /// The opposite.
    pub(crate) const fn fail(
        severity: Severity,
        value: &'static str,
        reading: &'static str,
        when: &'static str,
        unless: &'static str,
    ) -> Self {
        Self::new(Some(Outcome::Fail), severity, value, reading, when, unless)
    }

    /// Sentences about something else, which must not reach a later rule.
    pub(crate) const fn nothing(when: &'static str, unless: &'static str) -> Self {
        Self::new(None, Severity::Info, "", "", when, unless)
    }

    /// Holds whoever acts.
    pub(crate) const fn anybody(mut self) -> Self {
        self.who = Who::Anybody;
        self
    }

    /// Holds only where the customer acts, and then binds the customer.
    pub(crate) const fn customer(mut self) -> Self {
        self.who = Who::Customer;
        self
    }

    /// Holds only where it is not the customer who acts.
    pub(crate) const fn not_customer(mut self) -> Self {
        self.who = Who::NotCustomer;
        self
    }

    /// Somebody may.
    pub(crate) const fn may(mut self) -> Self {
        self.modality = Modality::May;
        self
    }

    /// Somebody must not.
    pub(crate) const fn must_not(mut self) -> Self {
        self.modality = Modality::MustNot;
        self
    }

    /// Gives way to any definite clause.
    pub(crate) const fn vague(mut self) -> Self {
        self.vague = true;
        self
    }

    fn fits(&self, reading: Reading<'_>, view: &View<'_>) -> bool {
        let full = view.full.as_str();
        let Some(found) = self.when.find_all(full).find(|found| found.end > view.own) else {
            return false;
        };
        if self.excepts && self.unless.is_in(full) {
            return false;
        }
        let acts = |party| {
            let subject = reading.parties.subject(full, found.start);
            let first = reading
                .parties
                .mentions(&full[found.clone()])
                .next()
                .filter(|(at, _)| at.start == 0)
                .map(|(_, named)| named);
            // "Customer will be told": somebody else acts.
            let passive = PASSIVE
                .find_all(full)
                .any(|passive| passive.start < found.end && found.start < passive.end);
            // "Customer shall have" names who acts inside the wording itself.
            !passive && first.unwrap_or(subject) == party
        };
        match self.who {
            Who::Anybody => true,
            Who::Customer => acts(Party::Customer),
            Who::NotCustomer => !acts(Party::Customer),
        }
    }
}

/// Reads the sentences that hold `keyword` and, with what introduces them, `about`: the first rule that fits one makes its clause, which `adjust` may then change
/// or drop, for example by a number.
pub(crate) fn read(
    reading: Reading<'_>,
    keyword: &'static Pattern,
    about: Option<&'static Pattern>,
    name: &'static str,
    rules: &'static [Rule],
    adjust: fn(Reading<'_>, &View<'_>, Clause) -> Option<Clause>,
) -> Vec<Clause> {
    reading
        .sentences(keyword)
        .filter(|view| about.is_none_or(|about| about.is_in(&view.full)))
        .filter_map(|view| {
            let rule = rules.iter().find(|rule| rule.fits(reading, &view))?;
            let outcome = rule.outcome?;
            let place = reading.place(view.number);
            let mut clause = Clause::new(outcome, rule.severity, rule.reading, place)
                .with_text(name, rule.value);
            clause.modality = rule.modality;
            clause.is_vague = rule.vague;
            if rule.who == Who::Customer {
                clause.bound = Party::Customer;
            }
            if let Some(lead) = reading.text.sentences()[view.number].lead {
                clause.quote(reading.place(lead));
            }
            except(&view, reading, &mut clause);
            adjust(reading, &view, clause)
        })
        .collect()
}

static PASSIVE: Pattern = Pattern::new(
    r"\b(?:will|shall|must|is|are|has|have|to)(?: always| promptly| also)? (?:be |been )?(?:told|informed|notified|given|provided|offered|warned|supplied|advised|helped|assisted|sent)\b",
);
static EXCEPTION: Pattern = Pattern::new(
    r"\b(?:except|save (?:for|that|where|as)|other than|unless|excluding|with the exception of|provided that|subject to)\b",
);
static NEXT_EXCEPTION: Pattern = Pattern::new(
    r"^(?:however|notwithstanding|except|provided that|provided, however|this (?:does|shall|will) not|the foregoing (?:does|shall|will) not|nothing in this)\b",
);

/// Notes that the sentence, or the next one, takes something back.
fn except(view: &View<'_>, reading: Reading<'_>, clause: &mut Clause) {
    if EXCEPTION.is_in(view.own_text()) {
        clause.exceptions.push("same sentence");
    }
    if let Some((number, next)) = view.following(1).next()
        && NEXT_EXCEPTION.is_in(next)
    {
        clause.exceptions.push("next sentence");
        clause.quote(reading.place(number));
    }
}

/// For topics without numbers.
pub(crate) fn as_found(_: Reading<'_>, _: &View<'_>, clause: Clause) -> Option<Clause> {
    Some(clause)
}

/// The first time in a sentence that stands near one of the words in `near`.
pub(crate) fn time_near(text: &str, near: &Pattern) -> Option<Duration> {
    durations(text).into_iter().find(|duration| {
        let from = duration.at.start.saturating_sub(90);
        let to = text.len().min(duration.at.end + 90);
        near.is_in(&text[from..to])
    })
}
