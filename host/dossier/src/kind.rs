//! What a file is, as far as its name tells.

use assay_domain::{DocumentKind, MediaType};

/// The kind that the words of a file name suggest. A guess for the plugins' convenience: they look at the content, and a
/// document that the buyer has not described is never in force.
pub(crate) fn of_name(id: &str) -> DocumentKind {
    let lower = id.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |word: &str| words.contains(&word);
    let data_processing = has("data") && (has("processing") || has("processor"));
    // The most telling word first: a "data processing agreement" is no contract, a "privacy policy" no internal policy.
    if has("dpa") || has("avv") || data_processing {
        DocumentKind::Dpa
    } else if has("privacy") {
        DocumentKind::PrivacyPolicy
    } else if has("certificate") || has("cert") {
        DocumentKind::Certificate
    } else if has("report") || has("audit") || has("assessment") || has("pentest") {
        DocumentKind::Report
    } else if has("policy") || has("procedure") {
        DocumentKind::Policy
    } else if has("terms") || has("tos") {
        DocumentKind::Terms
    } else if has("contract") || has("agreement") || has("msa") {
        DocumentKind::Contract
    } else {
        DocumentKind::Other
    }
}

/// The media type that the extension of a document's id promises.
pub fn media_type(id: &str) -> MediaType {
    let name = id.rsplit('/').next().unwrap_or(id);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    match extension.map(str::to_lowercase).as_deref() {
        Some("txt" | "text") => MediaType::Plain,
        Some("md" | "markdown") => MediaType::Markdown,
        Some("html" | "htm") => MediaType::Html,
        Some("json") => MediaType::Json,
        Some("pdf") => MediaType::Pdf,
        Some("docx") => MediaType::Docx,
        Some("xlsx") => MediaType::Xlsx,
        _ => MediaType::Bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_telling_word_of_a_name_decides() {
        for (name, kind) in [
            ("dpa-2026.md", DocumentKind::Dpa),
            ("Data Processing Agreement.txt", DocumentKind::Dpa),
            ("legal/privacy_policy.html", DocumentKind::PrivacyPolicy),
            ("terms-of-service.md", DocumentKind::Terms),
            ("master-agreement.md", DocumentKind::Contract),
            ("ai-policy.md", DocumentKind::Policy),
            ("internal-audit-report.md", DocumentKind::Report),
            ("iso-certificate.txt", DocumentKind::Certificate),
            // Words, not letters: "predpart" holds "dpa", "longterms" holds "terms".
            ("predpart.md", DocumentKind::Other),
            ("longterms.md", DocumentKind::Other),
        ] {
            assert_eq!(of_name(name), kind, "{name}");
        }
    }

    #[test]
    fn only_the_last_extension_counts() {
        assert_eq!(media_type("a/terms.HTML"), MediaType::Html);
        assert_eq!(media_type("MSA.PDF"), MediaType::Pdf);
        assert_eq!(media_type("bom.cdx.json"), MediaType::Json);
        assert_eq!(media_type("terms.md.exe"), MediaType::Bytes);
        assert_eq!(media_type("macros.docm"), MediaType::Bytes);
        assert_eq!(media_type("folder.md/file"), MediaType::Bytes);
    }
}
