-- The first format. Portable to PostgreSQL but for BLOB (BYTEA there): text keys, BIGINT numbers, no row ids.
-- Words (decision, level, severity, ...) are the kebab-case words of the JSON. `body` columns hold JSON, in which hostile
-- text is escaped; the columns beside it are what is searched, joined and constrained.

-- Which programs may read and which may write this file. One row.
CREATE TABLE register_format (
    version    BIGINT NOT NULL PRIMARY KEY,
    min_reader BIGINT NOT NULL,
    min_writer BIGINT NOT NULL
);
INSERT INTO register_format (version, min_reader, min_writer) VALUES (1, 1, 1);

-- Bytes by their SHA-256 digest: components, descriptions of plugins, requests and responses of host calls.
CREATE TABLE blobs (
    digest TEXT NOT NULL PRIMARY KEY,
    bytes  BLOB NOT NULL
);

-- A finished run. It belongs to no assessment until a participation names it.
CREATE TABLE runs (
    id            TEXT NOT NULL PRIMARY KEY,
    supplier      TEXT NOT NULL,
    plugin_digest TEXT NOT NULL REFERENCES blobs (digest),
    descriptor    TEXT NOT NULL REFERENCES blobs (digest),
    as_of         TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    plugin        TEXT NOT NULL,
    usage         TEXT NOT NULL,
    body          TEXT NOT NULL,
    UNIQUE (id, supplier, plugin_digest)
);
CREATE INDEX runs_by_supplier ON runs (supplier);

CREATE TABLE run_bodies (
    run    TEXT NOT NULL REFERENCES runs (id),
    digest TEXT NOT NULL REFERENCES blobs (digest),
    PRIMARY KEY (run, digest)
);

CREATE TABLE suppliers (
    id     TEXT   NOT NULL PRIMARY KEY,
    latest BIGINT NOT NULL
);

CREATE TABLE systems (
    supplier      TEXT   NOT NULL REFERENCES suppliers (id),
    id            TEXT   NOT NULL,
    first_seen    BIGINT NOT NULL,
    last_assessed BIGINT NOT NULL,
    body          TEXT   NOT NULL,
    PRIMARY KEY (supplier, id)
);

CREATE TABLE assessments (
    supplier         TEXT   NOT NULL REFERENCES suppliers (id),
    number           BIGINT NOT NULL CHECK (number >= 1),
    as_of            TEXT   NOT NULL,
    created_at       TEXT   NOT NULL,
    decision         TEXT   NOT NULL CHECK (decision IN ('approve', 'conditional', 'undecided', 'reject')),
    tier             TEXT   NOT NULL,
    tier_provisional BIGINT NOT NULL,
    level            TEXT   NOT NULL,
    coverage_bp      BIGINT NOT NULL CHECK (coverage_bp BETWEEN 0 AND 10000),
    assurance_bp     BIGINT NOT NULL CHECK (assurance_bp BETWEEN 0 AND 10000),
    complete         BIGINT NOT NULL,
    reassess_on      TEXT   NOT NULL,
    method           TEXT   NOT NULL,
    host_version     TEXT   NOT NULL,
    verdict_digest   TEXT   NOT NULL,
    legal_name       TEXT   NOT NULL,
    catalogue        TEXT   NOT NULL,
    facts            TEXT   NOT NULL,
    verdict          TEXT   NOT NULL,
    PRIMARY KEY (supplier, number)
);
CREATE INDEX assessments_by_time ON assessments (created_at);

CREATE TABLE participations (
    supplier      TEXT   NOT NULL,
    number        BIGINT NOT NULL,
    ordinal       BIGINT NOT NULL,
    plugin_digest TEXT   NOT NULL,
    standing      TEXT   NOT NULL,
    result        TEXT   NOT NULL,
    run           TEXT,
    body          TEXT   NOT NULL,
    PRIMARY KEY (supplier, number, ordinal),
    UNIQUE (supplier, number, run, plugin_digest),
    FOREIGN KEY (supplier, number) REFERENCES assessments (supplier, number),
    FOREIGN KEY (run, supplier, plugin_digest) REFERENCES runs (id, supplier, plugin_digest)
);
CREATE INDEX participations_by_run ON participations (run);

-- Checked observations. Without a point, a run of this assessment, the plugin that ran and the digest of the evidence
-- there is no row.
CREATE TABLE observations (
    supplier        TEXT   NOT NULL,
    number          BIGINT NOT NULL,
    ordinal         BIGINT NOT NULL,
    point           TEXT   NOT NULL,
    system          TEXT,
    outcome         TEXT   NOT NULL,
    severity        TEXT   NOT NULL,
    class           TEXT   NOT NULL,
    run             TEXT   NOT NULL,
    plugin_digest   TEXT   NOT NULL,
    evidence_digest TEXT   NOT NULL,
    body            TEXT   NOT NULL,
    PRIMARY KEY (supplier, number, ordinal),
    FOREIGN KEY (supplier, number, run, plugin_digest)
        REFERENCES participations (supplier, number, run, plugin_digest)
);

CREATE TABLE security_findings (
    supplier      TEXT   NOT NULL,
    number        BIGINT NOT NULL,
    ordinal       BIGINT NOT NULL,
    code          TEXT   NOT NULL,
    run           TEXT   NOT NULL,
    plugin_digest TEXT   NOT NULL,
    body          TEXT   NOT NULL,
    PRIMARY KEY (supplier, number, ordinal),
    FOREIGN KEY (supplier, number, run, plugin_digest)
        REFERENCES participations (supplier, number, run, plugin_digest)
);

-- What is or was wrong with a supplier, over all assessments. Closed only together with the observation that closes it.
CREATE TABLE findings (
    supplier       TEXT   NOT NULL REFERENCES suppliers (id),
    fingerprint    TEXT   NOT NULL,
    system         TEXT,
    point          TEXT   NOT NULL,
    state          TEXT   NOT NULL CHECK (state IN ('open', 'disputed', 'closed')),
    severity       TEXT   NOT NULL,
    first_seen     BIGINT NOT NULL,
    last_observed  BIGINT NOT NULL,
    not_reobserved BIGINT NOT NULL,
    observations   TEXT   NOT NULL,
    closed_in      BIGINT,
    closed_by      TEXT,
    PRIMARY KEY (supplier, fingerprint),
    CHECK ((state = 'closed') = (closed_by IS NOT NULL)),
    CHECK ((state = 'closed') = (closed_in IS NOT NULL)),
    FOREIGN KEY (supplier, first_seen) REFERENCES assessments (supplier, number),
    FOREIGN KEY (supplier, last_observed) REFERENCES assessments (supplier, number),
    FOREIGN KEY (supplier, closed_in) REFERENCES assessments (supplier, number)
);

CREATE TABLE risks (
    supplier            TEXT   NOT NULL,
    number              BIGINT NOT NULL,
    system              TEXT   NOT NULL,
    scenario            TEXT   NOT NULL,
    inherent_likelihood BIGINT NOT NULL CHECK (inherent_likelihood BETWEEN 1 AND 5),
    inherent_impact     BIGINT NOT NULL CHECK (inherent_impact BETWEEN 1 AND 5),
    inherent            TEXT   NOT NULL,
    residual_likelihood BIGINT NOT NULL CHECK (residual_likelihood BETWEEN 1 AND 5),
    residual_impact     BIGINT NOT NULL CHECK (residual_impact BETWEEN 1 AND 5),
    residual            TEXT   NOT NULL,
    PRIMARY KEY (supplier, number, system, scenario),
    FOREIGN KEY (supplier, number) REFERENCES assessments (supplier, number)
);

-- Why each decision was taken, the weightiest reason first.
CREATE TABLE reasons (
    supplier TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    ordinal  BIGINT NOT NULL,
    decision TEXT   NOT NULL,
    code     TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    PRIMARY KEY (supplier, number, ordinal),
    FOREIGN KEY (supplier, number) REFERENCES assessments (supplier, number)
);
