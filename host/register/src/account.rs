//! Accounts, their sessions and their API tokens.

use assay_domain::{Digest, Email, Person, Role, SupplierId};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, query, query_scalar, sqlite::SqliteRow};

use crate::{
    Author, Register, RegisterError,
    codec::{column, json, read_optional_word, read_word, word},
    log::{self, Change, whole_seconds},
};

/// A session ends when nothing was asked for so long.
const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// And in any case after this.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How often it is written down that a session is used: not with every picture of a page.
const NOTED: SignedDuration = SignedDuration::from_mins(5);

/// An account, without its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// Who: the person that the log names.
    pub name: Person,
    /// What it may do.
    pub role: Role,
    /// The supplier, for a supplier's person.
    pub supplier: Option<SupplierId>,
}

/// How somebody shows who they are. It is one way for each account: a second would be as good as the weaker of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// By a password, of which this is the hash; the log does not get it.
    Password(#[serde(skip)] String),
    /// By signing in at the identity provider, which vouches for this address.
    Provider(Email),
}

/// An account as the log has it.
#[derive(Serialize)]
struct Entered<'a> {
    #[serde(flatten)]
    account: &'a Account,
    signs_in: &'a Proof,
}

/// How an account is signed in with, as the list of accounts shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignsIn {
    /// By a password.
    Password,
    /// At the identity provider.
    Provider {
        /// The address for which the provider has to vouch the first time.
        email: Email,
        /// Somebody has signed in with it, after whom nobody else can.
        taken: bool,
    },
}

/// An account in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountRow {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// How it is signed in with.
    pub signs_in: SignsIn,
}

impl std::fmt::Display for SignsIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Password => f.write_str("by password"),
            Self::Provider { email, taken: true } => write!(f, "at the provider, as {email}"),
            Self::Provider { email, .. } => write!(f, "at the provider, waits for {email}"),
        }
    }
}

/// Whom an identity provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's own name.
    pub issuer: String,
    /// Its name for the person, which it never gives to another.
    pub subject: String,
    /// The person's address, if the provider says that it checked it.
    pub email: Option<Email>,
}

/// What a token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TokenScope {
    /// Reading.
    Read,
    /// Reading and what the account may change.
    Write,
}

impl Register {
    /// Makes an account, or changes its role, its supplier and how it is signed in with. Whoever was signed in with it is signed out.
    ///
    /// # Errors
    /// When a supplier's account names no supplier that the register knows, another account has the address, or writing fails.
    pub async fn put_account(
        &self,
        author: Author<'_>,
        account: &Account,
        proof: &Proof,
    ) -> Result<(), RegisterError> {
        let mut transaction = self.write().await?;
        log::check_clock(&mut transaction, author.now).await?;
        if let Some(supplier) = &account.supplier {
            let known: Option<i64> = query_scalar("SELECT latest FROM suppliers WHERE id = ?1")
                .bind(supplier.as_str())
                .fetch_optional(&mut *transaction)
                .await?;
            known.ok_or_else(|| RegisterError::UnknownSupplier {
                supplier: supplier.clone(),
            })?;
        }
        let before: Option<String> = query_scalar("SELECT role FROM accounts WHERE name = ?1")
            .bind(account.name.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        query(
            "INSERT INTO accounts (name, role, supplier, password) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (name) DO UPDATE SET role = excluded.role, supplier = excluded.supplier, password = excluded.password",
        )
        .bind(account.name.as_str())
        .bind(word(&account.role))
        .bind(account.supplier.as_ref().map(SupplierId::as_str))
        .bind(match proof {
            Proof::Password(hash) => hash.as_str(),
            Proof::Provider(_) => "",
        })
        .execute(&mut *transaction)
        .await?;
        expect_identity(&mut transaction, &account.name, proof).await?;
        query("DELETE FROM sessions WHERE account = ?1")
            .bind(account.name.as_str())
            .execute(&mut *transaction)
            .await?;
        let change = Change {
            supplier: None,
            object: format!("account {}", account.name),
            act: if before.is_some() { "changed" } else { "made" },
            before,
            after: json(&Entered {
                account,
                signs_in: proof,
            }),
        };
        log::append(&mut transaction, author, change).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes an account with its sessions and tokens. What it did stays in the log.
    ///
    /// # Errors
    /// When there is none of this name, or writing fails.
    pub async fn remove_account(
        &self,
        author: Author<'_>,
        name: &Person,
    ) -> Result<(), RegisterError> {
        let mut transaction = self.write().await?;
        log::check_clock(&mut transaction, author.now).await?;
        let removed = query("DELETE FROM accounts WHERE name = ?1")
            .bind(name.as_str())
            .execute(&mut *transaction)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(RegisterError::UnknownAccount { name: name.clone() });
        }
        let change = Change {
            supplier: None,
            object: format!("account {name}"),
            act: "removed",
            before: None,
            after: String::new(),
        };
        log::append(&mut transaction, author, change).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// All accounts, in the order of names.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, RegisterError> {
        let mut connection = self.read().await?;
        let rows = query(
            "SELECT a.name, a.role, a.supplier, i.email, i.subject IS NOT NULL AS taken
             FROM accounts a LEFT JOIN identities i ON i.account = a.name ORDER BY a.name",
        )
        .fetch_all(&mut *connection)
        .await?;
        let row = |row: &SqliteRow| {
            Ok(AccountRow {
                account: read(row)?,
                signs_in: match read_optional_word(row, "email")? {
                    None => SignsIn::Password,
                    Some(email) => SignsIn::Provider {
                        email,
                        taken: column(row, "taken")?,
                    },
                },
            })
        };
        rows.iter().map(row).collect()
    }

    /// An account that is signed in with by password, with the hash of it.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn account(&self, name: &Person) -> Result<Option<(Account, String)>, RegisterError> {
        let mut connection = self.read().await?;
        let row = query("SELECT name, role, supplier, password FROM accounts WHERE name = ?1 AND password <> ''")
            .bind(name.as_str())
            .fetch_optional(&mut *connection)
            .await?;
        row.map(|row| Ok((read(&row)?, column(&row, "password")?)))
            .transpose()
    }

    /// The account of somebody whom the identity provider vouches for. The first who signs in with an address that an account waits for
    /// takes it; from then on it is the provider's name for the person that counts, and the address no longer does.
    ///
    /// # Errors
    /// When reading or writing fails.
    pub async fn identified(
        &self,
        identity: &Identity,
        now: Timestamp,
    ) -> Result<Option<Account>, RegisterError> {
        let mut transaction = self.write().await?;
        let known = query(
            "SELECT a.name, a.role, a.supplier FROM identities i JOIN accounts a ON a.name = i.account
             WHERE i.issuer = ?1 AND i.subject = ?2",
        )
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .fetch_optional(&mut *transaction)
        .await?;
        if let Some(row) = known {
            return read(&row).map(Some);
        }
        let Some(email) = &identity.email else {
            return Ok(None);
        };
        let waiting = query(
            "SELECT a.name, a.role, a.supplier FROM identities i JOIN accounts a ON a.name = i.account
             WHERE i.email = ?1 AND i.subject IS NULL",
        )
        .bind(email.as_str())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = waiting else { return Ok(None) };
        let account = read(&row)?;
        log::check_clock(&mut transaction, now).await?;
        query("UPDATE identities SET issuer = ?2, subject = ?3 WHERE account = ?1")
            .bind(account.name.as_str())
            .bind(&identity.issuer)
            .bind(&identity.subject)
            .execute(&mut *transaction)
            .await?;
        let author = Author {
            by: Some(&account.name),
            now,
        };
        let change = Change {
            supplier: None,
            object: format!("account {}", account.name),
            act: "taken",
            before: None,
            after: json(&(&identity.issuer, &identity.subject, email)),
        };
        log::append(&mut transaction, author, change).await?;
        transaction.commit().await?;
        Ok(Some(account))
    }

    /// Begins a session, of which only the digest of its secret is kept. Sessions that have ended are swept out.
    ///
    /// # Errors
    /// When writing fails.
    pub async fn start_session(
        &self,
        account: &Person,
        secret: Digest,
        now: Timestamp,
    ) -> Result<(), RegisterError> {
        let mut transaction = self.write().await?;
        let now = whole_seconds(now);
        query("DELETE FROM sessions WHERE seen_at < ?1 OR started_at < ?2")
            .bind(word(&(now - IDLE)))
            .bind(word(&(now - LONGEST)))
            .execute(&mut *transaction)
            .await?;
        query(
            "INSERT INTO sessions (digest, account, started_at, seen_at) VALUES (?1, ?2, ?3, ?3)",
        )
        .bind(secret.to_string())
        .bind(account.as_str())
        .bind(word(&now))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The account of a session that has not ended.
    ///
    /// # Errors
    /// When reading or writing fails.
    pub async fn session(
        &self,
        secret: Digest,
        now: Timestamp,
    ) -> Result<Option<Account>, RegisterError> {
        let now = whole_seconds(now);
        let found = {
            let mut connection = self.read().await?;
            query(
                "SELECT a.name, a.role, a.supplier, s.seen_at FROM sessions s JOIN accounts a ON a.name = s.account
                 WHERE s.digest = ?1 AND s.seen_at >= ?2 AND s.started_at >= ?3",
            )
            .bind(secret.to_string())
            .bind(word(&(now - IDLE)))
            .bind(word(&(now - LONGEST)))
            .fetch_optional(&mut *connection)
            .await?
        };
        let Some(row) = found else { return Ok(None) };
        let seen_at: Timestamp = read_word(&row, "seen_at")?;
        if now.duration_since(seen_at) > NOTED {
            let mut transaction = self.write().await?;
            query("UPDATE sessions SET seen_at = ?2 WHERE digest = ?1")
                .bind(secret.to_string())
                .bind(word(&now))
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
        }
        read(&row).map(Some)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When writing fails.
    pub async fn end_session(&self, secret: Digest) -> Result<(), RegisterError> {
        let mut transaction = self.write().await?;
        query("DELETE FROM sessions WHERE digest = ?1")
            .bind(secret.to_string())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes an API token, of which only the digest is kept.
    ///
    /// # Errors
    /// When there is no such account, or writing fails.
    pub async fn add_token(
        &self,
        author: Author<'_>,
        account: &Person,
        secret: Digest,
        scope: TokenScope,
        label: &str,
    ) -> Result<(), RegisterError> {
        let mut transaction = self.write().await?;
        log::check_clock(&mut transaction, author.now).await?;
        let known: Option<i64> = query_scalar("SELECT 1 FROM accounts WHERE name = ?1")
            .bind(account.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        known.ok_or_else(|| RegisterError::UnknownAccount {
            name: account.clone(),
        })?;
        query("INSERT INTO tokens (digest, account, scope, label, made_at) VALUES (?1, ?2, ?3, ?4, ?5)")
            .bind(secret.to_string())
            .bind(account.as_str())
            .bind(word(&scope))
            .bind(label)
            .bind(word(&whole_seconds(author.now)))
            .execute(&mut *transaction)
            .await?;
        let change = Change {
            supplier: None,
            object: format!("account {account}"),
            act: "token-made",
            before: None,
            after: word(&scope),
        };
        log::append(&mut transaction, author, change).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The account of a token, and what the token may be used for.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn token(
        &self,
        secret: Digest,
    ) -> Result<Option<(Account, TokenScope)>, RegisterError> {
        let mut connection = self.read().await?;
        let row = query(
            "SELECT a.name, a.role, a.supplier, t.scope FROM tokens t JOIN accounts a ON a.name = t.account WHERE t.digest = ?1",
        )
        .bind(secret.to_string())
        .fetch_optional(&mut *connection)
        .await?;
        row.map(|row| Ok((read(&row)?, read_word(&row, "scope")?)))
            .transpose()
    }
}

/// Waits for the person of an address, or for nobody where a password is asked for. Who has taken the account with that address keeps
/// it: a change of role must not give it to whoever has the address by now.
async fn expect_identity(
    transaction: &mut SqliteConnection,
    account: &Person,
    proof: &Proof,
) -> Result<(), RegisterError> {
    let email = match proof {
        Proof::Password(_) => None,
        Proof::Provider(email) => Some(email),
    };
    query("DELETE FROM identities WHERE account = ?1 AND email IS NOT ?2")
        .bind(account.as_str())
        .bind(email.map(Email::as_str))
        .execute(&mut *transaction)
        .await?;
    let Some(email) = email else {
        return Ok(());
    };
    let other: Option<String> =
        query_scalar("SELECT account FROM identities WHERE email = ?1 AND account <> ?2")
            .bind(email.as_str())
            .bind(account.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
    if let Some(other) = other {
        return Err(RegisterError::AddressTaken {
            email: email.clone(),
            account: other,
        });
    }
    query(
        "INSERT INTO identities (account, email) VALUES (?1, ?2) ON CONFLICT (account) DO NOTHING",
    )
    .bind(account.as_str())
    .bind(email.as_str())
    .execute(&mut *transaction)
    .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<Account, RegisterError> {
    Ok(Account {
        name: read_word(row, "name")?,
        role: read_word(row, "role")?,
        supplier: read_optional_word(row, "supplier")?,
    })
}
