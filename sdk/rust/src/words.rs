//! The words that the contract spells as strings, as types, so that a plugin cannot misspell one.

/// Makes an enum whose variants are words of the contract.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The word of the contract.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the word of the contract.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words!(
    /// What was seen about a check point.
    Outcome {
        /// The expectation is met.
        Pass = "pass",
        /// It is met in part.
        Partial = "partial",
        /// It is not met.
        Fail = "fail",
        /// It could not be told.
        Unknown = "unknown",
        /// It does not apply; counts only with an approval in the dossier.
        NotApplicable = "not-applicable",
    }
);
words!(
    /// How bad a partial or a fail is.
    Severity {
        /// Worth knowing.
        Info = "info",
        /// Small.
        Low = "low",
        /// Noticeable.
        Medium = "medium",
        /// Serious.
        High = "high",
        /// Decides on its own.
        Critical = "critical",
    }
);
words!(
    /// The evidence class that a plugin asks for. The host takes the lower of this and what the evidence allows.
    Class {
        /// Nothing.
        E0 = "E0",
        /// The supplier says so.
        E1 = "E1",
        /// A dated document of the supplier.
        E2 = "E2",
        /// Seen by the host: a contract in force, an exchange with the API.
        E3 = "E3",
        /// Independent: an accredited report or certificate.
        E4 = "E4",
        /// Verified cryptographically or by a test that anybody can repeat.
        E5 = "E5",
    }
);
words!(
    /// The level of a line of log.
    Level {
        /// For the plugin's author.
        Debug = "debug",
        /// For the people who run the assessment.
        Info = "info",
        /// Something that they should look at.
        Warn = "warn",
    }
);
