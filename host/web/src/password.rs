//! Passwords, by argon2id.

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

use crate::ServeError;

/// Fewest characters. Length is what guessing takes time for (NIST SP 800-63B, 5.1.1.2).
const SHORTEST: usize = 12;
/// Longest, so that nobody makes the server hash a book.
const LONGEST: usize = 1_024;

/// A hash to compare with when nobody has the name, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    hashed("nobody has this password").expect("a password of ordinary length is hashed")
});

/// The PHC string of a password, with the parameters that the crate takes from RFC 9106.
///
/// # Errors
/// When it is too short or too long.
pub fn hash(password: &str) -> Result<String, ServeError> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(ServeError::Password {
            shortest: SHORTEST,
            longest: LONGEST,
        });
    }
    hashed(password)
}

fn hashed(password: &str) -> Result<String, ServeError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| ServeError::NoRandomness {
            detail: error.to_string(),
        })
}

/// True when the password is that of the hash; without one it takes as long and is false.
pub(crate) fn verify(password: &str, hash: Option<&str>) -> bool {
    let known = hash.is_some();
    let hash = hash.unwrap_or(&NOBODY);
    let right = password.len() <= LONGEST * 4
        && PasswordHash::new(hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        });
    right && known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_of_somebody_known_is_right() {
        let hash = hash("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(verify("correct horse battery", Some(&hash)));
        assert!(!verify("correct horse batterx", Some(&hash)));
        assert!(!verify("nobody has this password", None));
        assert!(super::hash("short").is_err());
    }
}
