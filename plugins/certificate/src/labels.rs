//! The labels that certificates put before what they say.

use crate::pattern::Pattern;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Standard,
    Number,
    Holder,
    Scope,
    Sites,
    Applicability,
    Body,
    AccreditationBody,
    /// A number or mark of the accreditation, which is not the certificate's.
    AccreditationNumber,
    /// The start of certification, perhaps several cycles ago.
    FirstIssued,
    /// The start of the present cycle.
    Issued,
    /// From one day to another.
    Validity,
    Expires,
    Surveillance,
    Status,
    /// A stage of the audit, a person, an address: known, so that it is taken for nothing else.
    Aside,
}

/// A label: the whole of it has to stand at the beginning of a piece.
struct Label {
    field: Field,
    pattern: Pattern,
    /// A common word, which is a label only with a colon or in a cell of its own.
    bare: bool,
}

const fn label(field: Field, pattern: &'static str) -> Label {
    Label {
        field,
        pattern: Pattern::new(pattern),
        bare: false,
    }
}

const fn word(field: Field, pattern: &'static str) -> Label {
    Label {
        field,
        pattern: Pattern::new(pattern),
        bare: true,
    }
}

static LABELS: [Label; 32] = [
    word(
        Field::Standard,
        r"^(?:management system |certification |reference |applicable |audit )?(?:standards?|norm|norme|regelwerk|criteria|normative document|norm\(s\))(?: and edition| reference| applied)?",
    ),
    label(
        Field::Number,
        r"^(?:ai ?ms |our )?(?:certificate|cert\.?|zertifikats?|certificat)[ -]{0,2}(?:registration |registrier[- ]?|register[- ]?|identification |reference )?(?:(?:number|no|nr|num|id|ref|reference|identifier|nummer|numeero)\b\.?|no ?\.?|n ?o|#)",
    ),
    label(
        Field::Number,
        r"^(?:registration|approval|registrierungs?|registrier)[ -]?(?:number(?:\(s\))?|no\b\.?|nr\b\.?|nummer|id\b)",
    ),
    label(
        Field::Number,
        r"^(?:numeero|n ?o ?) ?(?:d[ue] |de )?(?:l'enregistrement|certificat)",
    ),
    word(
        Field::Number,
        r"^(?:reference|ref\.?|number|no\.|nummer|nr\.|certificate)(?: number| no\.?)?",
    ),
    label(
        Field::Holder,
        r"^(?:name of (?:the )?)?(?:(?:the )?certificate holder|certified (?:organi[sz]ation|company|entity|client|legal entity|party)|holder of (?:the|this) certificate|legal (?:entity|name)(?: of (?:the )?(?:holder|organi[sz]ation))?|certification holder|zertifikatsinhaber(?:in)?|zertifizierte[rs]? (?:organisation|unternehmen)|titulaire(?: du certificat)?|organisme certifiee)",
    ),
    label(
        Field::Holder,
        r"^(?:this certificate (?:is|was|has been) )?(?:issued|awarded|granted|presented|delivered) to",
    ),
    word(
        Field::Holder,
        r"^(?:name of (?:the )?)?(?:holder|organi[sz]ation|company|client|entity|certified to|registered organi[sz]ation|inhaber(?:in)?|unternehmen|firma|entreprise|sociee?tee?|customer|licensee|registrant)(?: name)?",
    ),
    label(
        Field::Scope,
        r"^(?:the )?(?:scope of (?:the |this |its |)(?:certification|certificate|registration|activities|approval|supply|ai management system|ai ?ms|management system|system|assessment|services)|certification scope|certified (?:scope|activities|services)|registered (?:scope|activities)|for the following (?:scope|activities)|activities covered|what (?:is|the certificate|it) cover(?:s|ed)|scope statement|domaine d'application|peerimeetre(?: de (?:la )?certification)?|champ d'application|covering the following(?: scope| activities)?)",
    ),
    word(
        Field::Scope,
        r"^(?:scope|geltungsbereich|anwendungsbereich|activities|perimeter|taetigkeiten|covering)",
    ),
    label(
        Field::Sites,
        r"^(?:the )?(?:certified |covered |registered |included |physical )?(?:sites?|locations?) (?:covered|included|in scope|of certification|and addresses)(?: by (?:the|this) (?:certificate|certification))?",
    ),
    word(
        Field::Sites,
        r"^(?:address(?:\(es\)|es)? of (?:the )?)?(?:certified |covered |registered |included |operating |additional |main |central )?(?:sites?|locations?|premises|standorte?|lieux|facility|facilities|where|standort\(e\)|site\(s\)|location\(s\))",
    ),
    label(
        Field::Applicability,
        r"^(?:the )?(?:statement of applicability|applicability statement|erklaerung zur anwendbarkeit|anwendbarkeitserklaerung|deeclaration d'applicabilitee)(?: \(soa\))?(?: version| reference| ref\.?| dated| no\.?)?",
    ),
    word(Field::Applicability, r"^soa(?: version| reference| dated)?"),
    label(
        Field::Body,
        r"^(?:name of (?:the )?)?(?:(?:the )?(?:certification|certifying|certificate issuing|issuing) (?:body|bodies|organi[sz]ation|authority)|conformity assessment body|zertifizierungsstelle|ausstellende stelle|ausgestellt (?:von|durch)|organisme (?:de certification|certificateur)|deelivree? par)",
    ),
    label(
        Field::Body,
        r"^(?:this certificate (?:is|was|has been) )?(?:issued|certified|audited|awarded|granted|assessed) by",
    ),
    word(Field::Body, r"^(?:certifier|issuer|registrar|cab|cb)"),
    label(
        Field::AccreditationNumber,
        r"^(?:accreditation|akkreditierungs?|accreditation mark)[ -]?(?:certificate |registration |reg\.? )?(?:number|no\b\.?|nr\b\.?|nummer|id\b|mark|code|ref)",
    ),
    label(
        Field::AccreditationBody,
        r"^(?:name of (?:the )?)?(?:accreditation (?:body|authority|council|organi[sz]ation)(?: and (?:scope|number|standard))?|akkreditierungsstelle|organisme d'accreeditation|accredited by|akkreditiert (?:durch|von)|accreeditee? par|under (?:the )?accreditation (?:of|by))",
    ),
    word(
        Field::AccreditationBody,
        r"^(?:accreditation|akkreditierung|accreeditation|accredited|accreditation details|accreditation status|accreditor)",
    ),
    label(
        Field::FirstIssued,
        r"^(?:date of )?(?:the )?(?:initial|original|first|originally|initially)(?: certification| issue| registration| approval| certificate| registered| certified| issued| granted)+(?: date| decision)?(?: on| of)?",
    ),
    label(
        Field::FirstIssued,
        r"^(?:first issued|certified since|registered since|certificate since|erst(?:zertifizierung|ausstellung)(?:sdatum)?|(?:date de )?(?:la )?(?:premieere|certification initiale)(?: eemission| certification)?)(?: on)?",
    ),
    label(
        Field::Issued,
        r"^(?:this certificate (?:is|was) )?(?:(?:issued|certified|approved|awarded|granted|registered) on|current (?:certificate|approval)|date of (?:current |latest |re-?|this )?(?:issue|issuance|certification|grant|registration|re-?certification|decision|certification decision|re-?issue)|(?:certificate |certification |current |latest |present |re-?)*(?:issue|issuance|issued|start|grant|cycle start|certification|re-?certification|decision)(?: cycle)? date|certificate issued|certification decision|effective (?:date|from)|valid (?:from|as of)|validity (?:from|start)|start (?:date|of (?:certification|validity|the (?:present |current )?cycle))|current (?:issue|cycle(?: start| from)?)|latest issue|re-?issued(?: on)?|re-?certif(?:ied|ication)(?: date| on)?|ausstellungsdatum|ausgestellt am|datum der (?:ausstellung|zertifizierung)|gueltig (?:ab|von)|date d'(?:eemission|effet)|date de (?:deelivrance|certification)|deelivree? le|valable (?:aa partir )?du)",
    ),
    word(
        Field::Issued,
        r"^(?:issued?|issue|granted|date|dated|ausgestellt|from|start|issuance)",
    ),
    label(
        Field::Validity,
        r"^(?:period of validity|validity period|certificate validity|valid period|gueltigkeits(?:dauer|zeitraum)|certification cycle|(?:present |current )cycle|peeriode de validitee)",
    ),
    word(
        Field::Validity,
        r"^(?:validity|valid|gueltigkeit|validitee|gueltig|term)",
    ),
    label(
        Field::Expires,
        r"^(?:this certificate |it |the certificate |and )?(?:(?:is |remains )?valid (?:until|till|to|through|thru|up to)|(?:certificate |certification |date of )?(?:expiry|expiration)(?: date)?(?: of (?:the )?certificate)?|expires?(?: on)?|expiring(?: on)?|expiry|valid(?:ity)? (?:end|ends)|end (?:date|of validity)|date of expir(?:y|ation)|not valid after|gueltig bis|ablaufdatum|laeuft ab am|valable jusqu'au|(?:date d')?expir(?:ation|e)(?: le)?|fin de validitee|good through|certified until|re-?certification due(?: by| before| date)?)",
    ),
    word(Field::Expires, r"^(?:until|ends?|end|to|bis)"),
    label(
        Field::Surveillance,
        r"^(?:(?:first|second|third|1st|2nd|next|last|latest|annual|previous|\d)\.? )?(?:surveillance|ueberwachungs(?:audits?)?|audit de surveillance)(?: audits?)?(?: \d| i{1,3}\b)?(?: dates?| due(?: by| date)?| by| performed| completed)?",
    ),
    word(
        Field::Status,
        r"^(?:certificate |certification |registration |current )?(?:status|state)(?: of (?:the |this )?(?:certificate|certification))?",
    ),
    label(
        Field::Aside,
        r"^(?:stage|phase|stufe) ?(?:1|2|i{1,2}\b|one|two)(?: audit)?",
    ),
    word(
        Field::Aside,
        r"^(?:lead auditor|auditor|audit team|signed|signature|name|address|place|page|tel|telephone|phone|email|e-mail|web|website|version|revision|audit dates?|document|iaf code|ea code|sector|technical area|revision date|printed|download|verify|qr|role|position|for|on behalf of|authori[sz]ed by|certification manager|managing director|contact|exclusions?|excluded|not covered|out of scope|registered office|registered address|country|main site address|head ?office)",
    ),
];

/// A label at the beginning of a piece: what it announces, and where in the piece the value begins, which may be its end.
pub(crate) fn at_start(piece: &str) -> Option<(Field, usize)> {
    LABELS
        .iter()
        .filter_map(|label| {
            let end = label.pattern.find(piece)?.end;
            let value = value_after(piece, end, label.bare)?;
            Some((label.field, end, value))
        })
        .max_by_key(|(_, end, _)| *end)
        .map(|(field, _, value)| (field, value))
}

/// Where the value begins after a label that ends at `end`; none when it was no label.
fn value_after(piece: &str, end: usize, bare: bool) -> Option<usize> {
    let rest = &piece[end..];
    // "issue" of "issues", "site" of "sites covered": the label goes on as another word.
    let touches = piece[..end].ends_with(|c: char| c.is_ascii_alphanumeric())
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    if touches {
        return None;
    }
    let space = rest.len() - rest.trim_start().len();
    let after = rest.trim_start();
    if after.is_empty() {
        return Some(piece.len());
    }
    // A remark between label and colon: "Scope (AIMS):".
    let remark = after
        .strip_prefix('(')
        .and_then(|inner| inner.find(')'))
        .map_or(0, |close| close + 2);
    let tail = after[remark..].trim_start();
    let skipped = end + space + (after.len() - tail.len());
    if let Some(value) = tail.strip_prefix([':', '=']) {
        return Some(skipped + 1 + (value.len() - value.trim_start().len()));
    }
    if tail.is_empty() {
        return Some(piece.len());
    }
    if let Some(value) = tail
        .strip_prefix("- ")
        .or_else(|| tail.strip_prefix("--- "))
        .or_else(|| tail.strip_prefix(".."))
    {
        let value = value.trim_start_matches(['.', ' ', ':', '-']);
        return Some(piece.len() - value.len());
    }
    (!bare && space > 0).then_some(end + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(piece: &str) -> Option<(Field, &str)> {
        at_start(piece).map(|(field, value)| (field, &piece[value..]))
    }

    #[test]
    fn labels_are_told_apart() {
        for (piece, field, value) in [
            ("certificate number: ai-1", Field::Number, "ai-1"),
            ("certificate no. ai-1", Field::Number, "ai-1"),
            ("certificate holder", Field::Holder, ""),
            ("scope of certification: x", Field::Scope, "x"),
            ("issued by: y", Field::Body, "y"),
            ("issued to y", Field::Holder, "y"),
            ("issued: 2026-01-01", Field::Issued, "2026-01-01"),
            ("first issued: 2026-01-01", Field::FirstIssued, "2026-01-01"),
            (
                "date of initial certification 1 may 2026",
                Field::FirstIssued,
                "1 may 2026",
            ),
            ("valid from 1 may 2026", Field::Issued, "1 may 2026"),
            ("valid until 1 may 2026", Field::Expires, "1 may 2026"),
            (
                "expiry date ....... 1 may 2026",
                Field::Expires,
                "1 may 2026",
            ),
            ("accreditation no.: 12", Field::AccreditationNumber, "12"),
            ("accreditation body: z", Field::AccreditationBody, "z"),
            ("statement of applicability: v3", Field::Applicability, "v3"),
            ("gueltig bis: 1.1.2027", Field::Expires, "1.1.2027"),
        ] {
            assert_eq!(read(piece), Some((field, value)), "{piece}");
        }
        assert_eq!(read("the sites were visited"), None);
        assert_eq!(read("issues were found"), None);
    }
}
