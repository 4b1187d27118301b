-- Accounts of people who sign in at an identity provider. Theirs have no password: the column holds an empty text, which is no hash.

CREATE TABLE identities (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (name) ON DELETE CASCADE,
    -- Whom the provider has to vouch for when the account is used for the first time.
    email   TEXT NOT NULL UNIQUE,
    -- Who that was: what the provider never gives to anybody else, unlike a mail address (OpenID Connect Core 1.0, 5.7).
    issuer  TEXT,
    subject TEXT,
    UNIQUE (issuer, subject),
    CHECK ((issuer IS NULL) = (subject IS NULL))
);

UPDATE register_format SET version = 5, min_reader = 1, min_writer = 3;
