-- Who may work with the register through the web page and the API.

CREATE TABLE accounts (
    name     TEXT NOT NULL PRIMARY KEY,
    role     TEXT NOT NULL CHECK (role IN ('supplier', 'reader', 'analyst', 'approver', 'admin')),
    supplier TEXT REFERENCES suppliers (id),
    -- A PHC string of argon2id.
    password TEXT NOT NULL,
    -- Only a supplier's account is bound to a supplier, and it always is.
    CHECK ((role = 'supplier') = (supplier IS NOT NULL))
);

-- Only digests: who reads this file signs in as nobody.
CREATE TABLE sessions (
    digest     TEXT NOT NULL PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    started_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);

CREATE TABLE tokens (
    digest   TEXT NOT NULL PRIMARY KEY,
    account  TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    scope    TEXT NOT NULL CHECK (scope IN ('read', 'write')),
    label    TEXT NOT NULL,
    made_at  TEXT NOT NULL
);

UPDATE register_format SET version = 3, min_reader = 1, min_writer = 3;
