-- The record, version 1. Rows are only ever added. Every row says which run wrote it and when:
-- recorded_at is UTC with microseconds. Spans are [start, end) character offsets into documents.text.
-- Only the three tables by which a repeated run is recognised have a key; the large ones have no index,
-- because the batch that holds them is written in one transaction with its document.

CREATE TABLE schema_version (version INTEGER NOT NULL);

CREATE TABLE runs (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    started_at TIMESTAMP NOT NULL, command VARCHAR NOT NULL, version VARCHAR NOT NULL
);

CREATE TABLE run_ends (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP NOT NULL, counts JSON NOT NULL
);

-- Raw bytes, once for each content, compressed with zlib.
CREATE TABLE archive (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    sha256 VARCHAR PRIMARY KEY, bytes BLOB NOT NULL, size BIGINT NOT NULL, media_type VARCHAR
);

-- One row for each pair of document and uri: the same bytes may arrive under two addresses, and be read differently.
CREATE TABLE documents (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR PRIMARY KEY, document_id VARCHAR NOT NULL, uri VARCHAR NOT NULL, source VARCHAR,
    media_type VARCHAR NOT NULL, language VARCHAR NOT NULL, fetched_at VARCHAR, text VARCHAR NOT NULL
);

-- coded is the exact record of the story; the tables below it repeat what one filters and joins on.
CREATE TABLE stories (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR PRIMARY KEY, document_id VARCHAR NOT NULL, uri VARCHAR NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, headline VARCHAR,
    time_start DATE, time_end DATE, time_precision VARCHAR, time_basis VARCHAR,
    copy_of VARCHAR, truncated BOOLEAN NOT NULL, coded JSON NOT NULL
);

CREATE TABLE mentions (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, text VARCHAR NOT NULL,
    score DOUBLE NOT NULL, ref_id VARCHAR, ref_name VARCHAR, country VARCHAR, admin1 VARCHAR,
    lat DOUBLE, lon DOUBLE, time_start DATE, time_end DATE, precision VARCHAR
);

CREATE TABLE reports (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
    plover VARCHAR NOT NULL, mode VARCHAR, acled VARCHAR, acled_sub VARCHAR, ucdp VARCHAR, modality VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger VARCHAR NOT NULL,
    quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, quote VARCHAR NOT NULL, retold JSON NOT NULL,
    place_id VARCHAR, place_name VARCHAR, place_country VARCHAR, place_admin1 VARCHAR, place_admin2 VARCHAR,
    place_lat DOUBLE, place_lon DOUBLE, place_precision VARCHAR, place_relation VARCHAR, place_radius_km DOUBLE,
    time_start DATE, time_end DATE, time_precision VARCHAR, time_basis VARCHAR,
    claimant_mention VARCHAR, claimant_ref VARCHAR, claimant_name VARCHAR, stance VARCHAR NOT NULL,
    cue_start INTEGER, cue_end INTEGER, score DOUBLE NOT NULL
);

-- role: actor, target or instrument; position: its place in the report's list.
CREATE TABLE report_roles (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, report_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL, position INTEGER NOT NULL,
    mention VARCHAR NOT NULL, ref VARCHAR, name VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL
);

CREATE TABLE casualties (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, report_id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
    position INTEGER NOT NULL, kind VARCHAR NOT NULL, whom VARCHAR NOT NULL,
    low BIGINT NOT NULL, best BIGINT, high BIGINT, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL
);

CREATE TABLE claims (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
    claimant_mention VARCHAR NOT NULL, claimant_ref VARCHAR, claimant_name VARCHAR NOT NULL,
    stance VARCHAR NOT NULL, about VARCHAR NOT NULL, value VARCHAR, report_id VARCHAR,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, quote VARCHAR NOT NULL
);

CREATE TABLE control (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
    place_id VARCHAR, place_name VARCHAR, place_country VARCHAR, place_admin1 VARCHAR, place_admin2 VARCHAR,
    place_lat DOUBLE, place_lon DOUBLE, place_precision VARCHAR, place_relation VARCHAR, place_radius_km DOUBLE,
    holder_mention VARCHAR NOT NULL, holder_ref VARCHAR, holder_name VARCHAR NOT NULL, state VARCHAR NOT NULL,
    time_start DATE, time_end DATE, time_precision VARCHAR, time_basis VARCHAR,
    claimant_mention VARCHAR, claimant_ref VARCHAR, claimant_name VARCHAR, modality VARCHAR NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, quote VARCHAR NOT NULL
);

CREATE TABLE measures (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
    issuer_mention VARCHAR NOT NULL, issuer_ref VARCHAR, issuer_name VARCHAR NOT NULL,
    addressee_mention VARCHAR, addressee_ref VARCHAR, addressee_name VARCHAR,
    action VARCHAR NOT NULL, domain VARCHAR NOT NULL, status VARCHAR NOT NULL, trigger VARCHAR,
    announced BIGINT, described BIGINT, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, quote VARCHAR NOT NULL
);

-- story_id is null where the issue concerns a whole document, document_id where there was none.
CREATE TABLE issues (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, story_id VARCHAR, document_id VARCHAR, uri VARCHAR NOT NULL,
    stage VARCHAR NOT NULL, reason VARCHAR NOT NULL, span_start INTEGER, span_end INTEGER
);

-- By which copies are found: an unsigned number of up to 274 bytes, the most significant first.
CREATE TABLE fingerprints (
    run_id VARCHAR NOT NULL, recorded_at TIMESTAMP NOT NULL,
    id VARCHAR NOT NULL, story_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL, fingerprint BLOB NOT NULL
);

INSERT INTO schema_version VALUES (1);
