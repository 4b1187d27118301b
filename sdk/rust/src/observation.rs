//! Building observations.

use crate::{
    CertificateField, Class, Evidence, Fact, FactValue, Observation, Outcome, Quantity, Recorded,
    Seen, Severity, Span,
};

/// An observation is built by naming point and outcome and adding what else there is to say. It starts at evidence class
/// E1, full confidence, and medium severity for a partial or a fail.
///
/// ```
/// use assay_sdk::{Class, Observation, Severity};
///
/// let observation = Observation::fail("breach-notice")
///     .severity(Severity::High)
///     .class(Class::E1)
///     .title("notice of an incident takes longer than 72 h")
///     .fact_number("breach-notice", 96, "h")
///     .answer("breach-notice");
/// assert_eq!(observation.outcome, "fail");
/// ```
impl Observation {
    /// An observation with any outcome.
    pub fn new(point: impl Into<String>, outcome: Outcome) -> Self {
        let severity = match outcome {
            Outcome::Partial | Outcome::Fail => Severity::Medium,
            Outcome::Pass | Outcome::Unknown | Outcome::NotApplicable => Severity::Info,
        };
        Self {
            point: point.into(),
            system: None,
            outcome: outcome.word().to_owned(),
            severity: severity.word().to_owned(),
            evidence_class: Class::E1.word().to_owned(),
            confidence: 10_000,
            title: String::new(),
            detail: String::new(),
            remediation: String::new(),
            facts: Vec::new(),
            evidence: Vec::new(),
            extra: Vec::new(),
        }
    }

    /// The expectation is met.
    pub fn pass(point: impl Into<String>) -> Self {
        Self::new(point, Outcome::Pass)
    }

    /// It is met in part.
    pub fn partial(point: impl Into<String>) -> Self {
        Self::new(point, Outcome::Partial)
    }

    /// It is not met.
    pub fn fail(point: impl Into<String>) -> Self {
        Self::new(point, Outcome::Fail)
    }

    /// It could not be told. Say in `remediation` what to ask next. It asks for evidence class E0.
    pub fn unknown(point: impl Into<String>) -> Self {
        Self::new(point, Outcome::Unknown).class(Class::E0)
    }

    /// It does not apply.
    pub fn not_applicable(point: impl Into<String>) -> Self {
        Self::new(point, Outcome::NotApplicable)
    }

    /// The AI system that it is about; without it, the supplier as a whole.
    #[must_use]
    pub fn system(mut self, system: impl Into<String>) -> Self {
        self.system = Some(system.into());
        self
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity.word().to_owned();
        self
    }

    /// The evidence class that is asked for.
    #[must_use]
    pub fn class(mut self, class: Class) -> Self {
        self.evidence_class = class.word().to_owned();
        self
    }

    /// How sure the plugin is, in basis points, 0 to 10000; more counts as 10000.
    #[must_use]
    pub fn confidence(mut self, basis_points: u16) -> Self {
        self.confidence = basis_points.min(10_000);
        self
    }

    /// One line.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// A few sentences.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// What the supplier would have to do or send; for an unknown, what to ask next.
    #[must_use]
    pub fn remediation(mut self, remediation: impl Into<String>) -> Self {
        self.remediation = remediation.into();
        self
    }

    /// A whole number with its unit: `h`, `d`, `months`, `%`, a currency, or empty for a bare count.
    #[must_use]
    pub fn fact_number(self, name: &str, value: i64, unit: &str) -> Self {
        self.fact_decimal(name, value, 0, unit)
    }

    /// A decimal number: `value` divided by 10^`decimals`. 99.95 % is `(9995, 2, "%")`.
    #[must_use]
    pub fn fact_decimal(self, name: &str, value: i64, decimals: u8, unit: &str) -> Self {
        self.fact(
            name,
            FactValue::Number(Quantity {
                value,
                decimals,
                unit: unit.to_owned(),
            }),
        )
    }

    /// A text that was read.
    #[must_use]
    pub fn fact_text(self, name: &str, value: impl Into<String>) -> Self {
        self.fact(name, FactValue::Text(value.into()))
    }

    /// A yes or no that was read.
    #[must_use]
    pub fn fact_yes_no(self, name: &str, value: bool) -> Self {
        self.fact(name, FactValue::YesNo(value))
    }

    /// Any value that was read.
    #[must_use]
    pub fn fact(mut self, name: &str, value: FactValue) -> Self {
        self.facts.push(Fact {
            name: name.to_owned(),
            value,
        });
        self
    }

    /// Cites the answer to a question.
    #[must_use]
    pub fn answer(self, question: impl Into<String>) -> Self {
        self.cite(Evidence::Answer(question.into()))
    }

    /// Cites a quote; [`Text::quote`](crate::Text::quote) makes one.
    #[must_use]
    pub fn quote(self, quote: Span) -> Self {
        self.cite(Evidence::Quote(quote))
    }

    /// Cites an exchange or a failed attempt that the host recorded.
    #[must_use]
    pub fn exchange(self, recorded: &(impl Recorded + ?Sized)) -> Self {
        self.cite(Evidence::Exchange(recorded.id().to_owned()))
    }

    /// Cites a field of a certificate that the host saw: `subject`, `issuer`, `not-before`, `not-after`, `serial`,
    /// `sha256`, `key`, `signature` or `name` (the first of the names). `index` 0 is the server's own certificate.
    ///
    /// Without such a certificate or field nothing is cited, and the host lowers the evidence class accordingly.
    #[must_use]
    pub fn certificate(
        self,
        recorded: &(impl Recorded + ?Sized),
        index: usize,
        field: &str,
    ) -> Self {
        let value = recorded
            .tls()
            .and_then(|tls| tls.chain.get(index))
            .and_then(|certificate| certificate.field(field));
        let (Some(value), Ok(index)) = (value, u32::try_from(index)) else {
            return self;
        };
        let cited = CertificateField {
            exchange: recorded.id().to_owned(),
            index,
            field: field.to_owned(),
            value: value.to_owned(),
        };
        self.cite(Evidence::Certificate(cited))
    }

    /// Cites a statement of the supplier's profile by its path, for example `certificates/0/expires-on`.
    #[must_use]
    pub fn profile(self, path: impl Into<String>, value: impl Into<String>) -> Self {
        self.cite(Evidence::Profile((path.into(), value.into())))
    }

    /// Cites the evidence of another plugin's observation.
    #[must_use]
    pub fn observation(self, seen: &Seen) -> Self {
        self.cite(Evidence::Observation(seen.id.clone()))
    }

    /// Cites any evidence.
    #[must_use]
    pub fn cite(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }
}
