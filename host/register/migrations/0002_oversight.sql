-- What people decide, the audit log, and what the register knows of today without judging every supplier again.

CREATE TABLE treatments (
    supplier TEXT   NOT NULL REFERENCES suppliers (id),
    number   BIGINT NOT NULL CHECK (number >= 1),
    owner    TEXT   NOT NULL,
    due      TEXT   NOT NULL,
    status   TEXT   NOT NULL CHECK (status IN ('open', 'done', 'withdrawn')),
    body     TEXT   NOT NULL,
    PRIMARY KEY (supplier, number)
);

-- An approver is never the requester, whoever writes here.
CREATE TABLE waivers (
    supplier     TEXT   NOT NULL REFERENCES suppliers (id),
    number       BIGINT NOT NULL CHECK (number >= 1),
    expires      TEXT   NOT NULL,
    requested_by TEXT   NOT NULL,
    answer       TEXT   CHECK (answer IN ('approved', 'refused', 'withdrawn')),
    answered_by  TEXT,
    body         TEXT   NOT NULL,
    PRIMARY KEY (supplier, number),
    CHECK ((answer IS NULL) = (answered_by IS NULL)),
    CHECK (answer IS NULL OR answer <> 'approved' OR answered_by <> requested_by)
);

CREATE TABLE cares (
    supplier    TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    owner       TEXT,
    due         TEXT,
    body        TEXT NOT NULL,
    PRIMARY KEY (supplier, fingerprint),
    FOREIGN KEY (supplier, fingerprint) REFERENCES findings (supplier, fingerprint)
);

CREATE TABLE remarks (
    supplier TEXT   NOT NULL REFERENCES suppliers (id),
    number   BIGINT NOT NULL CHECK (number >= 1),
    kind     TEXT   NOT NULL CHECK (kind IN ('comment', 'reply')),
    body     TEXT   NOT NULL,
    PRIMARY KEY (supplier, number)
);

CREATE TABLE rulings (
    supplier    TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (supplier, fingerprint),
    FOREIGN KEY (supplier, fingerprint) REFERENCES findings (supplier, fingerprint)
);

CREATE TABLE incidents (
    supplier TEXT   NOT NULL REFERENCES suppliers (id),
    number   BIGINT NOT NULL CHECK (number >= 1),
    on_day   TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    PRIMARY KEY (supplier, number)
);

-- What comes due on which day: derived from the tables above and from assessments, and kept in the same transactions.
CREATE TABLE due (
    supplier TEXT NOT NULL REFERENCES suppliers (id),
    kind     TEXT NOT NULL,
    object   TEXT NOT NULL,
    day      TEXT NOT NULL,
    owner    TEXT,
    PRIMARY KEY (supplier, kind, object)
);
CREATE INDEX due_by_day ON due (day, supplier);

-- The build of each plugin that took part last, over all suppliers.
CREATE TABLE latest_plugins (
    id     TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL
);

-- Where each supplier stands on a day, and until when that holds if nobody does anything. Derived: can be made again.
CREATE TABLE positions (
    supplier    TEXT   NOT NULL PRIMARY KEY REFERENCES suppliers (id),
    as_of       TEXT   NOT NULL,
    holds_until TEXT   NOT NULL,
    decision    TEXT   NOT NULL CHECK (decision IN ('approve', 'conditional', 'undecided', 'reject')),
    level       TEXT   NOT NULL,
    tier        TEXT   NOT NULL,
    waived      BIGINT NOT NULL,
    lapsed      BIGINT NOT NULL
);
CREATE INDEX positions_by_end ON positions (holds_until);

-- What each system of the latest assessment rests on: models of others, sub-processors, countries.
CREATE TABLE reliances (
    supplier TEXT NOT NULL REFERENCES suppliers (id),
    system   TEXT NOT NULL,
    tier     TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('model', 'provider', 'region')),
    folded   TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (supplier, system, kind, folded)
);
CREATE INDEX reliances_by_name ON reliances (kind, folded);

-- Names to be searched for, in lower case.
ALTER TABLE suppliers ADD COLUMN search TEXT NOT NULL DEFAULT '';

-- Every change. Each line holds the digest of the one before it, so that none can be changed, removed or put in between without
-- breaking the chain; nobody deletes or changes a line by accident either.
CREATE TABLE log (
    seq      BIGINT NOT NULL PRIMARY KEY CHECK (seq >= 1),
    at       TEXT   NOT NULL,
    person   TEXT   NOT NULL,
    supplier TEXT   NOT NULL,
    object   TEXT   NOT NULL,
    act      TEXT   NOT NULL,
    before   TEXT   NOT NULL,
    after    TEXT   NOT NULL,
    previous TEXT   NOT NULL,
    digest   TEXT   NOT NULL UNIQUE
);
CREATE INDEX log_by_supplier ON log (supplier, seq);
CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_is_not_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;

-- An older program can read what it knows; writing, it would leave out the log.
UPDATE register_format SET version = 2, min_reader = 1, min_writer = 2;
