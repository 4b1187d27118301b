//! The kinds of clause that are recognised, and what a person reads about each.

/// A kind of clause, as the CUAD annotators defined it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Category {
    /// The name in CUAD.
    pub name: &'static str,
    /// The id of the check point: `clause-` and the name in lower case, joined by hyphens.
    pub point: &'static str,
    /// As a title says it.
    pub title: &'static str,
    /// True for those whose figures are good enough to be held to a goal; the others are reported only.
    pub is_gated: bool,
}

/// The number of kinds.
pub const COUNT: usize = 20;

const fn gated(name: &'static str, point: &'static str, title: &'static str) -> Category {
    Category {
        name,
        point,
        title,
        is_gated: true,
    }
}

const fn reported(name: &'static str, point: &'static str, title: &'static str) -> Category {
    Category {
        name,
        point,
        title,
        is_gated: false,
    }
}

/// All kinds. Their order is part of the weights file.
#[rustfmt::skip]
pub const ALL: [Category; COUNT] = [
    gated("Governing Law", "clause-governing-law", "Governing law"),
    gated("Audit Rights", "clause-audit-rights", "Audit rights"),
    gated("Cap On Liability", "clause-cap-on-liability", "Cap on liability"),
    gated("Uncapped Liability", "clause-uncapped-liability", "Liability without a cap"),
    gated("Insurance", "clause-insurance", "Insurance"),
    gated("Termination For Convenience", "clause-termination-for-convenience", "Termination for convenience"),
    gated("Ip Ownership Assignment", "clause-ip-ownership-assignment", "Assignment of intellectual property"),
    gated("License Grant", "clause-license-grant", "Grant of a licence"),
    gated("Irrevocable Or Perpetual License", "clause-irrevocable-or-perpetual-license", "Irrevocable or perpetual licence"),
    gated("Anti-Assignment", "clause-anti-assignment", "No assignment without consent"),
    gated("Change Of Control", "clause-change-of-control", "Change of control"),
    gated("Post-Termination Services", "clause-post-termination-services", "Services after the end"),
    gated("Source Code Escrow", "clause-source-code-escrow", "Source code in escrow"),
    gated("Warranty Duration", "clause-warranty-duration", "Duration of the warranty"),
    reported("Liquidated Damages", "clause-liquidated-damages", "Liquidated damages or termination fee"),
    reported("Third Party Beneficiary", "clause-third-party-beneficiary", "Third-party beneficiary"),
    reported("Renewal Term", "clause-renewal-term", "Renewal"),
    reported("Notice Period To Terminate Renewal", "clause-notice-period-to-terminate-renewal", "Notice against renewal"),
    reported("Covenant Not To Sue", "clause-covenant-not-to-sue", "Covenant not to sue or to contest"),
    reported("Minimum Commitment", "clause-minimum-commitment", "Minimum commitment"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_is_made_of_the_name() {
        for category in ALL {
            let slug: Vec<String> = category
                .name
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_ascii_lowercase)
                .collect();
            assert_eq!(category.point, format!("clause-{}", slug.join("-")));
        }
        assert_eq!(ALL.iter().filter(|one| one.is_gated).count(), 14);
    }
}
