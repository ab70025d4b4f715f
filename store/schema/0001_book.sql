-- Schema 1: everything a book holds.
-- Times are UTC text of fixed width (2006-01-02T15:04:05.000Z), dates are YYYY-MM-DD:
-- text order is time order. Row ids are AUTOINCREMENT: an id reused after an undo
-- would give one person's history to another. Journal triggers are added by journal.go.

-- People -------------------------------------------------------------------

CREATE TABLE company (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uid      TEXT NOT NULL,
  name     TEXT NOT NULL,
  fold     TEXT NOT NULL,
  industry TEXT NOT NULL DEFAULT '',
  website  TEXT NOT NULL DEFAULT '',
  note     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX company_uid ON company(uid);
CREATE INDEX company_fold ON company(fold);

CREATE TABLE contact (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uid        TEXT NOT NULL,
  name       TEXT NOT NULL,
  given      TEXT NOT NULL DEFAULT '',
  family     TEXT NOT NULL DEFAULT '',
  additional TEXT NOT NULL DEFAULT '',
  nickname   TEXT NOT NULL DEFAULT '',
  phonetic   TEXT NOT NULL DEFAULT '',
  sort_key   TEXT NOT NULL,
  company_id INTEGER REFERENCES company(id),
  title      TEXT NOT NULL DEFAULT '',
  department TEXT NOT NULL DEFAULT '',
  relation   TEXT NOT NULL DEFAULT 'customer' CHECK (relation IN ('customer', 'partner', 'supplier', 'personal')),
  life       TEXT NOT NULL DEFAULT 'potential' CHECK (life IN ('', 'potential', 'current', 'past', 'cancelled')),
  source     TEXT NOT NULL DEFAULT '',
  prefers    TEXT NOT NULL DEFAULT '',
  rating     TEXT NOT NULL DEFAULT '',
  language   TEXT NOT NULL DEFAULT '',
  birthday   TEXT NOT NULL DEFAULT '',
  interests  TEXT NOT NULL DEFAULT '',
  needs      TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  star       INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX contact_uid ON contact(uid);
CREATE INDEX contact_sort ON contact(sort_key, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_created ON contact(created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_company ON contact(company_id) WHERE company_id IS NOT NULL;
-- '--MM-DD' and 'YYYY-MM-DD' both end in MM-DD.
CREATE INDEX contact_birthday ON contact(substr(birthday, -5), birthday, deleted_at) WHERE birthday <> '' AND deleted_at IS NULL;
CREATE INDEX contact_trash ON contact(deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX contact_star ON contact(id) WHERE star = 1 AND deleted_at IS NULL;

-- Derived, narrow, kept in the same transaction; never journalled (stats.go).
CREATE TABLE contact_stats (
  contact_id INTEGER PRIMARY KEY REFERENCES contact(id) ON DELETE CASCADE,
  last_at    TEXT,
  last_kind  TEXT,
  tries      INTEGER NOT NULL DEFAULT 0,
  next_due   TEXT,
  cold_on    TEXT
) STRICT;
CREATE INDEX contact_stats_last ON contact_stats(coalesce(last_at, ''), contact_id);
CREATE INDEX contact_stats_due ON contact_stats(coalesce(next_due, '~'), contact_id);

CREATE TABLE email (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id  INTEGER NOT NULL REFERENCES contact(id),
  pos         INTEGER NOT NULL,
  label       TEXT NOT NULL DEFAULT '',
  address     TEXT NOT NULL,
  key         TEXT NOT NULL,
  bounced     INTEGER NOT NULL DEFAULT 0,
  verified_on TEXT
) STRICT;
CREATE INDEX email_contact ON email(contact_id, pos);
CREATE INDEX email_key ON email(key);

CREATE TABLE phone (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id  INTEGER NOT NULL REFERENCES contact(id),
  pos         INTEGER NOT NULL,
  label       TEXT NOT NULL DEFAULT '',
  text        TEXT NOT NULL,
  key         TEXT NOT NULL,
  ext         TEXT NOT NULL DEFAULT '',
  wrong       INTEGER NOT NULL DEFAULT 0,
  verified_on TEXT
) STRICT;
CREATE INDEX phone_contact ON phone(contact_id, pos);
CREATE INDEX phone_key ON phone(key) WHERE key <> '';

CREATE TABLE address (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  pos        INTEGER NOT NULL,
  label      TEXT NOT NULL DEFAULT '',
  street     TEXT NOT NULL DEFAULT '',
  city       TEXT NOT NULL DEFAULT '',
  region     TEXT NOT NULL DEFAULT '',
  postcode   TEXT NOT NULL DEFAULT '',
  country    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX address_contact ON address(contact_id, pos);

CREATE TABLE link (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  pos        INTEGER NOT NULL,
  kind       TEXT NOT NULL DEFAULT 'web',
  url        TEXT NOT NULL
) STRICT;
CREATE INDEX link_contact ON link(contact_id, pos);

CREATE TABLE relation (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  other_id   INTEGER NOT NULL REFERENCES contact(id),
  kind       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX relation_once ON relation(contact_id, other_id, kind);
CREATE INDEX relation_other ON relation(other_id);

CREATE TABLE tag (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  fold TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX tag_fold ON tag(fold);

CREATE TABLE contact_tag (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  tag_id     INTEGER NOT NULL REFERENCES tag(id)
) STRICT;
CREATE UNIQUE INDEX contact_tag_once ON contact_tag(contact_id, tag_id);
CREATE INDEX contact_tag_tag ON contact_tag(tag_id, contact_id);

CREATE TABLE custom_field (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  key   TEXT NOT NULL,
  label TEXT NOT NULL,
  type  TEXT NOT NULL DEFAULT 'text',
  class TEXT NOT NULL DEFAULT 'personal'
) STRICT;
CREATE UNIQUE INDEX custom_field_key ON custom_field(key);

CREATE TABLE custom_value (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  field_id   INTEGER NOT NULL REFERENCES custom_field(id),
  value      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX custom_value_once ON custom_value(contact_id, field_id);
CREATE INDEX custom_value_field ON custom_value(field_id);

-- What happened and what is to do --------------------------------------------

CREATE TABLE interaction (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uid        TEXT NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  at         TEXT NOT NULL,
  kind       TEXT NOT NULL,
  direction  TEXT NOT NULL DEFAULT '',
  outcome    TEXT NOT NULL DEFAULT '',
  seconds    INTEGER NOT NULL DEFAULT 0,
  text       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX interaction_uid ON interaction(uid);
CREATE INDEX interaction_contact ON interaction(contact_id, at);

CREATE TABLE reminder (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uid        TEXT NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  kind       TEXT NOT NULL CHECK (kind IN ('follow-up', 'appointment', 'renewal', 'promise')),
  due_on     TEXT NOT NULL,
  due_at     TEXT,
  text       TEXT NOT NULL DEFAULT '',
  owed       TEXT NOT NULL DEFAULT '' CHECK (owed IN ('', 'me', 'them')),
  rule       TEXT NOT NULL DEFAULT '',
  anchor     TEXT NOT NULL DEFAULT '',
  ahead_days INTEGER NOT NULL DEFAULT 0,
  done_at    TEXT,
  snoozed_on TEXT
) STRICT;
CREATE UNIQUE INDEX reminder_uid ON reminder(uid);
-- These and contact_birthday hold all that the queue asks of a row before it knows
-- which to show; the columns of their conditions too, or SQLite reads the table.
CREATE INDEX reminder_due ON reminder(due_on, kind, due_at, contact_id, done_at) WHERE done_at IS NULL AND kind <> 'renewal';
CREATE INDEX reminder_renew ON reminder(due_on, kind, due_at, contact_id, done_at) WHERE done_at IS NULL AND kind = 'renewal';
CREATE INDEX reminder_contact ON reminder(contact_id, due_on);

CREATE TABLE cadence (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  of          TEXT NOT NULL CHECK (of IN ('contact', 'tag', 'stage', 'life')),
  ref         TEXT NOT NULL,
  ideal_days  INTEGER NOT NULL,
  latest_days INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cadence_of ON cadence(of, ref);

-- Sales ------------------------------------------------------------------------

CREATE TABLE deal (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  uid          TEXT NOT NULL,
  contact_id   INTEGER NOT NULL REFERENCES contact(id),
  title        TEXT NOT NULL DEFAULT '',
  stage        TEXT NOT NULL,
  value        INTEGER NOT NULL DEFAULT 0,
  currency     TEXT NOT NULL DEFAULT '',
  opened_at    TEXT NOT NULL,
  expected_on  TEXT,
  closed_at    TEXT,
  outcome      TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'won', 'lost')),
  lost_reason  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX deal_uid ON deal(uid);
CREATE INDEX deal_contact ON deal(contact_id);
CREATE INDEX deal_open ON deal(stage) WHERE closed_at IS NULL;

CREATE TABLE deal_change (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal(id),
  at      TEXT NOT NULL,
  "from"  TEXT NOT NULL,
  "to"    TEXT NOT NULL
) STRICT;
CREATE INDEX deal_change_deal ON deal_change(deal_id, at);

CREATE TABLE purchase (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uid        TEXT NOT NULL,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  deal_id    INTEGER REFERENCES deal(id),
  on_date    TEXT NOT NULL,
  item       TEXT NOT NULL,
  amount     INTEGER NOT NULL DEFAULT 0,
  currency   TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX purchase_uid ON purchase(uid);
CREATE INDEX purchase_contact ON purchase(contact_id, on_date);
CREATE INDEX purchase_deal ON purchase(deal_id) WHERE deal_id IS NOT NULL;

-- Lists ------------------------------------------------------------------------

CREATE TABLE segment (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uid         TEXT NOT NULL,
  name        TEXT NOT NULL,
  fold        TEXT NOT NULL,
  hotkey      TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  query       TEXT,
  canonical   TEXT
) STRICT;
CREATE UNIQUE INDEX segment_uid ON segment(uid);
CREATE UNIQUE INDEX segment_fold ON segment(fold);
CREATE UNIQUE INDEX segment_hotkey ON segment(hotkey) WHERE hotkey <> '';

CREATE TABLE segment_member (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  segment_id INTEGER NOT NULL REFERENCES segment(id),
  contact_id INTEGER NOT NULL REFERENCES contact(id)
) STRICT;
CREATE UNIQUE INDEX segment_member_once ON segment_member(segment_id, contact_id);
CREATE INDEX segment_member_contact ON segment_member(contact_id);

-- Who was in a live segment when it was last looked at: derived, not journalled.
CREATE TABLE segment_seen (
  segment_id INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  PRIMARY KEY (segment_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_seen_contact ON segment_seen(contact_id);

-- Provenance and privacy ---------------------------------------------------------

CREATE TABLE consent (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  channel    TEXT NOT NULL CHECK (channel IN ('call', 'email', 'sms', 'post')),
  state      TEXT NOT NULL CHECK (state IN ('yes', 'no')),
  source     TEXT NOT NULL DEFAULT '',
  on_date    TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX consent_once ON consent(contact_id, channel);

CREATE TABLE external_id (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id  INTEGER NOT NULL REFERENCES contact(id),
  system      TEXT NOT NULL,
  ext_id      TEXT NOT NULL,
  checksum    TEXT NOT NULL DEFAULT '',
  exported_at TEXT
) STRICT;
CREATE UNIQUE INDEX external_id_once ON external_id(system, ext_id);
CREATE INDEX external_id_contact ON external_id(contact_id);

CREATE TABLE vcard_extra (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  line       TEXT NOT NULL
) STRICT;
CREATE INDEX vcard_extra_contact ON vcard_extra(contact_id);

CREATE TABLE not_same (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  a  INTEGER NOT NULL REFERENCES contact(id),
  b  INTEGER NOT NULL REFERENCES contact(id)
) STRICT;
CREATE UNIQUE INDEX not_same_once ON not_same(a, b);
CREATE INDEX not_same_b ON not_same(b);

CREATE TABLE import_profile (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  signature TEXT NOT NULL,
  mapping   TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_profile_signature ON import_profile(signature);

-- Hashes of erased people's channels, so that they are not imported again.
CREATE TABLE erased (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  hash    TEXT NOT NULL,
  on_date TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX erased_hash ON erased(hash);

CREATE TABLE setting (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  key   TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX setting_key ON setting(key);

-- The journal -----------------------------------------------------------------------

CREATE TABLE operation (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  uid           TEXT NOT NULL,
  at            TEXT NOT NULL,
  who           TEXT NOT NULL,
  what          TEXT NOT NULL,
  undoes        INTEGER REFERENCES operation(id),
  undone_by     INTEGER REFERENCES operation(id),
  n             INTEGER NOT NULL DEFAULT 0,
  source        TEXT NOT NULL DEFAULT '',
  source_sha256 TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX operation_uid ON operation(uid);
CREATE INDEX operation_undoes ON operation(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX operation_undone_by ON operation(undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX operation_source ON operation(source_sha256) WHERE source_sha256 <> '';

-- act: i inserted, u updated, d deleted (before holds the row as it was);
-- r a range of rows that a bulk import inserted: row_id to row_end.
CREATE TABLE change (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL REFERENCES operation(id),
  tbl          TEXT NOT NULL,
  row_id       INTEGER NOT NULL,
  row_end      INTEGER,
  act          TEXT NOT NULL CHECK (act IN ('i', 'u', 'd', 'r')),
  before       TEXT
) STRICT;
CREATE INDEX change_operation ON change(operation_id);
CREATE INDEX change_row ON change(tbl, row_id);

-- The operation that is open now: empty outside store.Write, so that any other
-- write fails on change.operation_id.
CREATE TABLE cur (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  INTEGER NOT NULL REFERENCES operation(id)
) STRICT;

-- Search: text is folded and split by store/fold before it gets here.
CREATE VIRTUAL TABLE search USING fts5(
  name, pinyin, company, email, phone, city, tag, note, log,
  content = '', contentless_delete = 1,
  tokenize = 'ascii',
  prefix = '1 2 3'
);
