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
CREATE TABLE cadence (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  of          TEXT NOT NULL CHECK (of IN ('contact', 'tag', 'stage', 'life')),
  ref         TEXT NOT NULL,
  ideal_days  INTEGER NOT NULL,
  latest_days INTEGER NOT NULL
) STRICT;
CREATE TABLE change (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL REFERENCES operation(id),
  tbl          TEXT NOT NULL,
  row_id       INTEGER NOT NULL,
  row_end      INTEGER,
  act          TEXT NOT NULL CHECK (act IN ('i', 'u', 'd', 'r')),
  before       TEXT
) STRICT;
CREATE TABLE company (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uid      TEXT NOT NULL,
  name     TEXT NOT NULL,
  fold     TEXT NOT NULL,
  industry TEXT NOT NULL DEFAULT '',
  website  TEXT NOT NULL DEFAULT '',
  note     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE consent (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  channel    TEXT NOT NULL CHECK (channel IN ('call', 'email', 'sms', 'post')),
  state      TEXT NOT NULL CHECK (state IN ('yes', 'no')),
  source     TEXT NOT NULL DEFAULT '',
  on_date    TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT ''
) STRICT;
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
CREATE TABLE contact_stats (
  contact_id     INTEGER PRIMARY KEY REFERENCES contact(id) ON DELETE CASCADE,
  last_at        TEXT,                        -- of the newest interaction, as the next two
  last_kind      TEXT,
  outcome        TEXT NOT NULL DEFAULT '',
  last_call      TEXT,                        -- call
  last_mail      TEXT,                        -- email
  last_meet      TEXT,                        -- meeting, visit
  calls          INTEGER NOT NULL DEFAULT 0,
  mails          INTEGER NOT NULL DEFAULT 0,
  meets          INTEGER NOT NULL DEFAULT 0,
  logs           INTEGER NOT NULL DEFAULT 0,  -- interactions of all kinds
  tries          INTEGER NOT NULL DEFAULT 0,  -- calls without an answer since anything else
  next_due       TEXT,                        -- date of the next step that is open
  renew_on       TEXT,                        -- date of the next renewal that is open
  stage          TEXT,                        -- of the most advanced open deal, else of the last closed one
  stage_at       TEXT,                        -- since when
  value          INTEGER,                     -- of that deal; NULL where none was said
  value_currency TEXT NOT NULL DEFAULT '',
  orders         INTEGER NOT NULL DEFAULT 0,  -- purchases
  bought_on      TEXT,                        -- date of the last
  spent          INTEGER,                     -- all of them; NULL for none, and for several currencies
  spent_currency TEXT NOT NULL DEFAULT '',    -- '*' for several
  cold_on        TEXT                         -- when the silence gets too long; NULL for who cannot go cold
) STRICT;
CREATE TABLE contact_tag (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  tag_id     INTEGER NOT NULL REFERENCES tag(id)
) STRICT;
CREATE TABLE cur (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  INTEGER NOT NULL REFERENCES operation(id)
) STRICT;
CREATE TABLE custom_field (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  key   TEXT NOT NULL,
  label TEXT NOT NULL,
  type  TEXT NOT NULL DEFAULT 'text',
  class TEXT NOT NULL DEFAULT 'personal'
) STRICT;
CREATE TABLE custom_value (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  field_id   INTEGER NOT NULL REFERENCES custom_field(id),
  value      TEXT NOT NULL
) STRICT;
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
CREATE TABLE deal_change (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal(id),
  at      TEXT NOT NULL,
  "from"  TEXT NOT NULL,
  "to"    TEXT NOT NULL
) STRICT;
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
CREATE TABLE erased (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  hash    TEXT NOT NULL,
  on_date TEXT NOT NULL
) STRICT;
CREATE TABLE external_id (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id  INTEGER NOT NULL REFERENCES contact(id),
  system      TEXT NOT NULL,
  ext_id      TEXT NOT NULL,
  checksum    TEXT NOT NULL DEFAULT '',
  exported_at TEXT
) STRICT;
CREATE TABLE import_profile (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  signature TEXT NOT NULL,
  mapping   TEXT NOT NULL
) STRICT;
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
CREATE TABLE link (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  pos        INTEGER NOT NULL,
  kind       TEXT NOT NULL DEFAULT 'web',
  url        TEXT NOT NULL
) STRICT;
CREATE TABLE not_same (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  a  INTEGER NOT NULL REFERENCES contact(id),
  b  INTEGER NOT NULL REFERENCES contact(id)
) STRICT;
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
CREATE TABLE relation (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  other_id   INTEGER NOT NULL REFERENCES contact(id),
  kind       TEXT NOT NULL
) STRICT;
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
CREATE VIRTUAL TABLE search USING fts5(
  name, pinyin, company, email, phone, city, tag, title, about, address, custom, note, log,
  content = '', contentless_delete = 1,
  tokenize = 'ascii',
  prefix = '1 2 3'
);
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
CREATE TABLE segment_look (
  segment_id INTEGER PRIMARY KEY REFERENCES segment(id) ON DELETE CASCADE,
  at         TEXT NOT NULL
) STRICT;
CREATE TABLE segment_member (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  segment_id INTEGER NOT NULL REFERENCES segment(id),
  contact_id INTEGER NOT NULL REFERENCES contact(id)
) STRICT;
CREATE TABLE segment_seen (
  segment_id INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
  PRIMARY KEY (segment_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  key   TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE tag (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  fold TEXT NOT NULL
) STRICT;
CREATE TABLE vcard_extra (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  line       TEXT NOT NULL
) STRICT;
CREATE INDEX address_city ON address(city, contact_id) WHERE city <> '';
CREATE INDEX address_contact ON address(contact_id, pos);
CREATE INDEX address_country ON address(country, contact_id) WHERE country <> '';
CREATE TRIGGER address_d AFTER DELETE ON address BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'address', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'label', OLD."label", 'street', OLD."street", 'city', OLD."city", 'region', OLD."region", 'postcode', OLD."postcode", 'country', OLD."country"));
END;
CREATE TRIGGER address_i AFTER INSERT ON address BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'address', NEW.id, 'i');
END;
CREATE TRIGGER address_u AFTER UPDATE ON address WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."pos" IS NOT NEW."pos" OR OLD."label" IS NOT NEW."label" OR OLD."street" IS NOT NEW."street" OR OLD."city" IS NOT NEW."city" OR OLD."region" IS NOT NEW."region" OR OLD."postcode" IS NOT NEW."postcode" OR OLD."country" IS NOT NEW."country" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'address', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'label', OLD."label", 'street', OLD."street", 'city', OLD."city", 'region', OLD."region", 'postcode', OLD."postcode", 'country', OLD."country"));
END;
CREATE TRIGGER cadence_d AFTER DELETE ON cadence BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'cadence', OLD.id, 'd', json_object('id', OLD."id", 'of', OLD."of", 'ref', OLD."ref", 'ideal_days', OLD."ideal_days", 'latest_days', OLD."latest_days"));
END;
CREATE TRIGGER cadence_i AFTER INSERT ON cadence BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'cadence', NEW.id, 'i');
END;
CREATE UNIQUE INDEX cadence_of ON cadence(of, ref);
CREATE TRIGGER cadence_u AFTER UPDATE ON cadence WHEN OLD."id" IS NOT NEW."id" OR OLD."of" IS NOT NEW."of" OR OLD."ref" IS NOT NEW."ref" OR OLD."ideal_days" IS NOT NEW."ideal_days" OR OLD."latest_days" IS NOT NEW."latest_days" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'cadence', OLD.id, 'u', json_object('id', OLD."id", 'of', OLD."of", 'ref', OLD."ref", 'ideal_days', OLD."ideal_days", 'latest_days', OLD."latest_days"));
END;
CREATE INDEX change_operation ON change(operation_id);
CREATE INDEX change_row ON change(tbl, row_id);
CREATE TRIGGER company_d AFTER DELETE ON company BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'company', OLD.id, 'd', json_object('id', OLD."id", 'uid', OLD."uid", 'name', OLD."name", 'fold', OLD."fold", 'industry', OLD."industry", 'website', OLD."website", 'note', OLD."note"));
END;
CREATE INDEX company_fold ON company(fold);
CREATE TRIGGER company_i AFTER INSERT ON company BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'company', NEW.id, 'i');
END;
CREATE INDEX company_industry ON company(industry) WHERE industry <> '';
CREATE TRIGGER company_u AFTER UPDATE ON company WHEN OLD."id" IS NOT NEW."id" OR OLD."uid" IS NOT NEW."uid" OR OLD."name" IS NOT NEW."name" OR OLD."fold" IS NOT NEW."fold" OR OLD."industry" IS NOT NEW."industry" OR OLD."website" IS NOT NEW."website" OR OLD."note" IS NOT NEW."note" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'company', OLD.id, 'u', json_object('id', OLD."id", 'uid', OLD."uid", 'name', OLD."name", 'fold', OLD."fold", 'industry', OLD."industry", 'website', OLD."website", 'note', OLD."note"));
END;
CREATE UNIQUE INDEX company_uid ON company(uid);
CREATE TRIGGER consent_d AFTER DELETE ON consent BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'consent', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'channel', OLD."channel", 'state', OLD."state", 'source', OLD."source", 'on_date', OLD."on_date", 'note', OLD."note"));
END;
CREATE TRIGGER consent_i AFTER INSERT ON consent BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'consent', NEW.id, 'i');
END;
CREATE UNIQUE INDEX consent_once ON consent(contact_id, channel);
CREATE TRIGGER consent_u AFTER UPDATE ON consent WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."channel" IS NOT NEW."channel" OR OLD."state" IS NOT NEW."state" OR OLD."source" IS NOT NEW."source" OR OLD."on_date" IS NOT NEW."on_date" OR OLD."note" IS NOT NEW."note" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'consent', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'channel', OLD."channel", 'state', OLD."state", 'source', OLD."source", 'on_date', OLD."on_date", 'note', OLD."note"));
END;
CREATE INDEX contact_birthday ON contact(substr(birthday, -5), birthday, deleted_at) WHERE birthday <> '' AND deleted_at IS NULL;
CREATE INDEX contact_company ON contact(company_id) WHERE company_id IS NOT NULL;
CREATE INDEX contact_created ON contact(created_at, id) WHERE deleted_at IS NULL;
CREATE TRIGGER contact_d AFTER DELETE ON contact BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'contact', OLD.id, 'd', json_object('id', OLD."id", 'uid', OLD."uid", 'name', OLD."name", 'given', OLD."given", 'family', OLD."family", 'additional', OLD."additional", 'nickname', OLD."nickname", 'phonetic', OLD."phonetic", 'sort_key', OLD."sort_key", 'company_id', OLD."company_id", 'title', OLD."title", 'department', OLD."department", 'relation', OLD."relation", 'life', OLD."life", 'source', OLD."source", 'prefers', OLD."prefers", 'rating', OLD."rating", 'language', OLD."language", 'birthday', OLD."birthday", 'interests', OLD."interests", 'needs', OLD."needs", 'note', OLD."note", 'star', OLD."star", 'created_at', OLD."created_at", 'updated_at', OLD."updated_at", 'deleted_at', OLD."deleted_at"));
END;
CREATE TRIGGER contact_i AFTER INSERT ON contact BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'contact', NEW.id, 'i');
END;
CREATE INDEX contact_language ON contact(language) WHERE language <> '' AND deleted_at IS NULL;
CREATE INDEX contact_life ON contact(life) WHERE life <> '' AND deleted_at IS NULL;
CREATE INDEX contact_prefers ON contact(prefers) WHERE prefers <> '' AND deleted_at IS NULL;
CREATE INDEX contact_rating ON contact(rating) WHERE rating <> '' AND deleted_at IS NULL;
CREATE INDEX contact_relation ON contact(relation) WHERE relation <> '' AND deleted_at IS NULL;
CREATE INDEX contact_sort ON contact(sort_key, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_source ON contact(source) WHERE source <> '' AND deleted_at IS NULL;
CREATE INDEX contact_star ON contact(id) WHERE star = 1 AND deleted_at IS NULL;
CREATE INDEX contact_title ON contact(title) WHERE title <> '' AND deleted_at IS NULL;
CREATE INDEX contact_trash ON contact(deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TRIGGER contact_u AFTER UPDATE ON contact WHEN OLD."id" IS NOT NEW."id" OR OLD."uid" IS NOT NEW."uid" OR OLD."name" IS NOT NEW."name" OR OLD."given" IS NOT NEW."given" OR OLD."family" IS NOT NEW."family" OR OLD."additional" IS NOT NEW."additional" OR OLD."nickname" IS NOT NEW."nickname" OR OLD."phonetic" IS NOT NEW."phonetic" OR OLD."sort_key" IS NOT NEW."sort_key" OR OLD."company_id" IS NOT NEW."company_id" OR OLD."title" IS NOT NEW."title" OR OLD."department" IS NOT NEW."department" OR OLD."relation" IS NOT NEW."relation" OR OLD."life" IS NOT NEW."life" OR OLD."source" IS NOT NEW."source" OR OLD."prefers" IS NOT NEW."prefers" OR OLD."rating" IS NOT NEW."rating" OR OLD."language" IS NOT NEW."language" OR OLD."birthday" IS NOT NEW."birthday" OR OLD."interests" IS NOT NEW."interests" OR OLD."needs" IS NOT NEW."needs" OR OLD."note" IS NOT NEW."note" OR OLD."star" IS NOT NEW."star" OR OLD."created_at" IS NOT NEW."created_at" OR OLD."updated_at" IS NOT NEW."updated_at" OR OLD."deleted_at" IS NOT NEW."deleted_at" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'contact', OLD.id, 'u', json_object('id', OLD."id", 'uid', OLD."uid", 'name', OLD."name", 'given', OLD."given", 'family', OLD."family", 'additional', OLD."additional", 'nickname', OLD."nickname", 'phonetic', OLD."phonetic", 'sort_key', OLD."sort_key", 'company_id', OLD."company_id", 'title', OLD."title", 'department', OLD."department", 'relation', OLD."relation", 'life', OLD."life", 'source', OLD."source", 'prefers', OLD."prefers", 'rating', OLD."rating", 'language', OLD."language", 'birthday', OLD."birthday", 'interests', OLD."interests", 'needs', OLD."needs", 'note', OLD."note", 'star', OLD."star", 'created_at', OLD."created_at", 'updated_at', OLD."updated_at", 'deleted_at', OLD."deleted_at"));
END;
CREATE UNIQUE INDEX contact_uid ON contact(uid);
CREATE INDEX contact_updated ON contact(updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_stats_cold ON contact_stats(cold_on, contact_id) WHERE cold_on IS NOT NULL;
CREATE INDEX contact_stats_due ON contact_stats(coalesce(next_due, '~'), contact_id);
CREATE INDEX contact_stats_kind ON contact_stats(last_kind, contact_id) WHERE last_kind IS NOT NULL;
CREATE INDEX contact_stats_last ON contact_stats(coalesce(last_at, ''), contact_id);
CREATE INDEX contact_stats_orders ON contact_stats(orders, contact_id) WHERE orders > 0;
CREATE INDEX contact_stats_outcome ON contact_stats(outcome, contact_id) WHERE outcome <> '';
CREATE INDEX contact_stats_renew ON contact_stats(renew_on, contact_id) WHERE renew_on IS NOT NULL;
CREATE INDEX contact_stats_since ON contact_stats(stage_at, contact_id) WHERE stage_at IS NOT NULL;
CREATE INDEX contact_stats_spent ON contact_stats(coalesce(spent, 0), contact_id) WHERE orders > 0;
CREATE INDEX contact_stats_stage ON contact_stats(stage, contact_id) WHERE stage IS NOT NULL;
CREATE INDEX contact_stats_tries ON contact_stats(tries, contact_id) WHERE tries > 0;
CREATE INDEX contact_stats_value ON contact_stats(value, contact_id, value_currency) WHERE value IS NOT NULL;
CREATE TRIGGER contact_tag_d AFTER DELETE ON contact_tag BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'contact_tag', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'tag_id', OLD."tag_id"));
END;
CREATE TRIGGER contact_tag_i AFTER INSERT ON contact_tag BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'contact_tag', NEW.id, 'i');
END;
CREATE UNIQUE INDEX contact_tag_once ON contact_tag(contact_id, tag_id);
CREATE INDEX contact_tag_tag ON contact_tag(tag_id, contact_id);
CREATE TRIGGER contact_tag_u AFTER UPDATE ON contact_tag WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."tag_id" IS NOT NEW."tag_id" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'contact_tag', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'tag_id', OLD."tag_id"));
END;
CREATE TRIGGER custom_field_d AFTER DELETE ON custom_field BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'custom_field', OLD.id, 'd', json_object('id', OLD."id", 'key', OLD."key", 'label', OLD."label", 'type', OLD."type", 'class', OLD."class"));
END;
CREATE TRIGGER custom_field_i AFTER INSERT ON custom_field BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'custom_field', NEW.id, 'i');
END;
CREATE UNIQUE INDEX custom_field_key ON custom_field(key);
CREATE TRIGGER custom_field_u AFTER UPDATE ON custom_field WHEN OLD."id" IS NOT NEW."id" OR OLD."key" IS NOT NEW."key" OR OLD."label" IS NOT NEW."label" OR OLD."type" IS NOT NEW."type" OR OLD."class" IS NOT NEW."class" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'custom_field', OLD.id, 'u', json_object('id', OLD."id", 'key', OLD."key", 'label', OLD."label", 'type', OLD."type", 'class', OLD."class"));
END;
CREATE TRIGGER custom_value_d AFTER DELETE ON custom_value BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'custom_value', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'field_id', OLD."field_id", 'value', OLD."value"));
END;
CREATE TRIGGER custom_value_i AFTER INSERT ON custom_value BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'custom_value', NEW.id, 'i');
END;
CREATE UNIQUE INDEX custom_value_once ON custom_value(contact_id, field_id);
CREATE TRIGGER custom_value_u AFTER UPDATE ON custom_value WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."field_id" IS NOT NEW."field_id" OR OLD."value" IS NOT NEW."value" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'custom_value', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'field_id', OLD."field_id", 'value', OLD."value"));
END;
CREATE INDEX custom_value_value ON custom_value(field_id, value, contact_id);
CREATE INDEX deal_contact ON deal(contact_id);
CREATE TRIGGER deal_d AFTER DELETE ON deal BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'deal', OLD.id, 'd', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'title', OLD."title", 'stage', OLD."stage", 'value', OLD."value", 'currency', OLD."currency", 'opened_at', OLD."opened_at", 'expected_on', OLD."expected_on", 'closed_at', OLD."closed_at", 'outcome', OLD."outcome", 'lost_reason', OLD."lost_reason"));
END;
CREATE TRIGGER deal_i AFTER INSERT ON deal BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'deal', NEW.id, 'i');
END;
CREATE INDEX deal_open ON deal(stage) WHERE closed_at IS NULL;
CREATE TRIGGER deal_u AFTER UPDATE ON deal WHEN OLD."id" IS NOT NEW."id" OR OLD."uid" IS NOT NEW."uid" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."title" IS NOT NEW."title" OR OLD."stage" IS NOT NEW."stage" OR OLD."value" IS NOT NEW."value" OR OLD."currency" IS NOT NEW."currency" OR OLD."opened_at" IS NOT NEW."opened_at" OR OLD."expected_on" IS NOT NEW."expected_on" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."lost_reason" IS NOT NEW."lost_reason" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'deal', OLD.id, 'u', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'title', OLD."title", 'stage', OLD."stage", 'value', OLD."value", 'currency', OLD."currency", 'opened_at', OLD."opened_at", 'expected_on', OLD."expected_on", 'closed_at', OLD."closed_at", 'outcome', OLD."outcome", 'lost_reason', OLD."lost_reason"));
END;
CREATE UNIQUE INDEX deal_uid ON deal(uid);
CREATE TRIGGER deal_change_d AFTER DELETE ON deal_change BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'deal_change', OLD.id, 'd', json_object('id', OLD."id", 'deal_id', OLD."deal_id", 'at', OLD."at", 'from', OLD."from", 'to', OLD."to"));
END;
CREATE INDEX deal_change_deal ON deal_change(deal_id, at);
CREATE TRIGGER deal_change_i AFTER INSERT ON deal_change BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'deal_change', NEW.id, 'i');
END;
CREATE TRIGGER deal_change_u AFTER UPDATE ON deal_change WHEN OLD."id" IS NOT NEW."id" OR OLD."deal_id" IS NOT NEW."deal_id" OR OLD."at" IS NOT NEW."at" OR OLD."from" IS NOT NEW."from" OR OLD."to" IS NOT NEW."to" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'deal_change', OLD.id, 'u', json_object('id', OLD."id", 'deal_id', OLD."deal_id", 'at', OLD."at", 'from', OLD."from", 'to', OLD."to"));
END;
CREATE INDEX email_contact ON email(contact_id, pos, bounced);
CREATE TRIGGER email_d AFTER DELETE ON email BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'email', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'label', OLD."label", 'address', OLD."address", 'key', OLD."key", 'bounced', OLD."bounced", 'verified_on', OLD."verified_on"));
END;
CREATE TRIGGER email_i AFTER INSERT ON email BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'email', NEW.id, 'i');
END;
CREATE INDEX email_key ON email(key);
CREATE TRIGGER email_u AFTER UPDATE ON email WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."pos" IS NOT NEW."pos" OR OLD."label" IS NOT NEW."label" OR OLD."address" IS NOT NEW."address" OR OLD."key" IS NOT NEW."key" OR OLD."bounced" IS NOT NEW."bounced" OR OLD."verified_on" IS NOT NEW."verified_on" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'email', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'label', OLD."label", 'address', OLD."address", 'key', OLD."key", 'bounced', OLD."bounced", 'verified_on', OLD."verified_on"));
END;
CREATE TRIGGER erased_d AFTER DELETE ON erased BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'erased', OLD.id, 'd', json_object('id', OLD."id", 'hash', OLD."hash", 'on_date', OLD."on_date"));
END;
CREATE UNIQUE INDEX erased_hash ON erased(hash);
CREATE TRIGGER erased_i AFTER INSERT ON erased BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'erased', NEW.id, 'i');
END;
CREATE TRIGGER erased_u AFTER UPDATE ON erased WHEN OLD."id" IS NOT NEW."id" OR OLD."hash" IS NOT NEW."hash" OR OLD."on_date" IS NOT NEW."on_date" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'erased', OLD.id, 'u', json_object('id', OLD."id", 'hash', OLD."hash", 'on_date', OLD."on_date"));
END;
CREATE INDEX external_id_contact ON external_id(contact_id);
CREATE TRIGGER external_id_d AFTER DELETE ON external_id BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'external_id', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'system', OLD."system", 'ext_id', OLD."ext_id", 'checksum', OLD."checksum", 'exported_at', OLD."exported_at"));
END;
CREATE TRIGGER external_id_i AFTER INSERT ON external_id BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'external_id', NEW.id, 'i');
END;
CREATE UNIQUE INDEX external_id_once ON external_id(system, ext_id);
CREATE TRIGGER external_id_u AFTER UPDATE ON external_id WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."system" IS NOT NEW."system" OR OLD."ext_id" IS NOT NEW."ext_id" OR OLD."checksum" IS NOT NEW."checksum" OR OLD."exported_at" IS NOT NEW."exported_at" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'external_id', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'system', OLD."system", 'ext_id', OLD."ext_id", 'checksum', OLD."checksum", 'exported_at', OLD."exported_at"));
END;
CREATE TRIGGER import_profile_d AFTER DELETE ON import_profile BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'import_profile', OLD.id, 'd', json_object('id', OLD."id", 'signature', OLD."signature", 'mapping', OLD."mapping"));
END;
CREATE TRIGGER import_profile_i AFTER INSERT ON import_profile BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'import_profile', NEW.id, 'i');
END;
CREATE UNIQUE INDEX import_profile_signature ON import_profile(signature);
CREATE TRIGGER import_profile_u AFTER UPDATE ON import_profile WHEN OLD."id" IS NOT NEW."id" OR OLD."signature" IS NOT NEW."signature" OR OLD."mapping" IS NOT NEW."mapping" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'import_profile', OLD.id, 'u', json_object('id', OLD."id", 'signature', OLD."signature", 'mapping', OLD."mapping"));
END;
CREATE INDEX interaction_contact ON interaction(contact_id, at);
CREATE TRIGGER interaction_d AFTER DELETE ON interaction BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'interaction', OLD.id, 'd', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'at', OLD."at", 'kind', OLD."kind", 'direction', OLD."direction", 'outcome', OLD."outcome", 'seconds', OLD."seconds", 'text', OLD."text"));
END;
CREATE TRIGGER interaction_i AFTER INSERT ON interaction BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'interaction', NEW.id, 'i');
END;
CREATE TRIGGER interaction_u AFTER UPDATE ON interaction WHEN OLD."id" IS NOT NEW."id" OR OLD."uid" IS NOT NEW."uid" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."at" IS NOT NEW."at" OR OLD."kind" IS NOT NEW."kind" OR OLD."direction" IS NOT NEW."direction" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."seconds" IS NOT NEW."seconds" OR OLD."text" IS NOT NEW."text" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'interaction', OLD.id, 'u', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'at', OLD."at", 'kind', OLD."kind", 'direction', OLD."direction", 'outcome', OLD."outcome", 'seconds', OLD."seconds", 'text', OLD."text"));
END;
CREATE UNIQUE INDEX interaction_uid ON interaction(uid);
CREATE INDEX link_contact ON link(contact_id, pos);
CREATE TRIGGER link_d AFTER DELETE ON link BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'link', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'kind', OLD."kind", 'url', OLD."url"));
END;
CREATE TRIGGER link_i AFTER INSERT ON link BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'link', NEW.id, 'i');
END;
CREATE TRIGGER link_u AFTER UPDATE ON link WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."pos" IS NOT NEW."pos" OR OLD."kind" IS NOT NEW."kind" OR OLD."url" IS NOT NEW."url" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'link', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'kind', OLD."kind", 'url', OLD."url"));
END;
CREATE INDEX not_same_b ON not_same(b);
CREATE TRIGGER not_same_d AFTER DELETE ON not_same BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'not_same', OLD.id, 'd', json_object('id', OLD."id", 'a', OLD."a", 'b', OLD."b"));
END;
CREATE TRIGGER not_same_i AFTER INSERT ON not_same BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'not_same', NEW.id, 'i');
END;
CREATE UNIQUE INDEX not_same_once ON not_same(a, b);
CREATE TRIGGER not_same_u AFTER UPDATE ON not_same WHEN OLD."id" IS NOT NEW."id" OR OLD."a" IS NOT NEW."a" OR OLD."b" IS NOT NEW."b" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'not_same', OLD.id, 'u', json_object('id', OLD."id", 'a', OLD."a", 'b', OLD."b"));
END;
CREATE INDEX operation_source ON operation(source_sha256) WHERE source_sha256 <> '';
CREATE UNIQUE INDEX operation_uid ON operation(uid);
CREATE INDEX operation_undoes ON operation(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX operation_undone_by ON operation(undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX phone_contact ON phone(contact_id, pos, wrong);
CREATE TRIGGER phone_d AFTER DELETE ON phone BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'phone', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'label', OLD."label", 'text', OLD."text", 'key', OLD."key", 'ext', OLD."ext", 'wrong', OLD."wrong", 'verified_on', OLD."verified_on"));
END;
CREATE TRIGGER phone_i AFTER INSERT ON phone BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'phone', NEW.id, 'i');
END;
CREATE INDEX phone_key ON phone(key) WHERE key <> '';
CREATE TRIGGER phone_u AFTER UPDATE ON phone WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."pos" IS NOT NEW."pos" OR OLD."label" IS NOT NEW."label" OR OLD."text" IS NOT NEW."text" OR OLD."key" IS NOT NEW."key" OR OLD."ext" IS NOT NEW."ext" OR OLD."wrong" IS NOT NEW."wrong" OR OLD."verified_on" IS NOT NEW."verified_on" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'phone', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'pos', OLD."pos", 'label', OLD."label", 'text', OLD."text", 'key', OLD."key", 'ext', OLD."ext", 'wrong', OLD."wrong", 'verified_on', OLD."verified_on"));
END;
CREATE INDEX purchase_contact ON purchase(contact_id, on_date);
CREATE TRIGGER purchase_d AFTER DELETE ON purchase BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'purchase', OLD.id, 'd', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'deal_id', OLD."deal_id", 'on_date', OLD."on_date", 'item', OLD."item", 'amount', OLD."amount", 'currency', OLD."currency", 'note', OLD."note"));
END;
CREATE INDEX purchase_deal ON purchase(deal_id) WHERE deal_id IS NOT NULL;
CREATE TRIGGER purchase_i AFTER INSERT ON purchase BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'purchase', NEW.id, 'i');
END;
CREATE INDEX purchase_item ON purchase(item, contact_id) WHERE item <> '';
CREATE TRIGGER purchase_u AFTER UPDATE ON purchase WHEN OLD."id" IS NOT NEW."id" OR OLD."uid" IS NOT NEW."uid" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."deal_id" IS NOT NEW."deal_id" OR OLD."on_date" IS NOT NEW."on_date" OR OLD."item" IS NOT NEW."item" OR OLD."amount" IS NOT NEW."amount" OR OLD."currency" IS NOT NEW."currency" OR OLD."note" IS NOT NEW."note" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'purchase', OLD.id, 'u', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'deal_id', OLD."deal_id", 'on_date', OLD."on_date", 'item', OLD."item", 'amount', OLD."amount", 'currency', OLD."currency", 'note', OLD."note"));
END;
CREATE UNIQUE INDEX purchase_uid ON purchase(uid);
CREATE TRIGGER relation_d AFTER DELETE ON relation BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'relation', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'other_id', OLD."other_id", 'kind', OLD."kind"));
END;
CREATE TRIGGER relation_i AFTER INSERT ON relation BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'relation', NEW.id, 'i');
END;
CREATE UNIQUE INDEX relation_once ON relation(contact_id, other_id, kind);
CREATE INDEX relation_other ON relation(other_id);
CREATE TRIGGER relation_u AFTER UPDATE ON relation WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."other_id" IS NOT NEW."other_id" OR OLD."kind" IS NOT NEW."kind" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'relation', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'other_id', OLD."other_id", 'kind', OLD."kind"));
END;
CREATE INDEX reminder_contact ON reminder(contact_id, due_on);
CREATE TRIGGER reminder_d AFTER DELETE ON reminder BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'reminder', OLD.id, 'd', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'kind', OLD."kind", 'due_on', OLD."due_on", 'due_at', OLD."due_at", 'text', OLD."text", 'owed', OLD."owed", 'rule', OLD."rule", 'anchor', OLD."anchor", 'ahead_days', OLD."ahead_days", 'done_at', OLD."done_at", 'snoozed_on', OLD."snoozed_on"));
END;
CREATE INDEX reminder_due ON reminder(due_on, kind, due_at, contact_id, done_at) WHERE done_at IS NULL AND kind <> 'renewal';
CREATE TRIGGER reminder_i AFTER INSERT ON reminder BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'reminder', NEW.id, 'i');
END;
CREATE INDEX reminder_renew ON reminder(due_on, kind, due_at, contact_id, done_at) WHERE done_at IS NULL AND kind = 'renewal';
CREATE TRIGGER reminder_u AFTER UPDATE ON reminder WHEN OLD."id" IS NOT NEW."id" OR OLD."uid" IS NOT NEW."uid" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."due_on" IS NOT NEW."due_on" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."text" IS NOT NEW."text" OR OLD."owed" IS NOT NEW."owed" OR OLD."rule" IS NOT NEW."rule" OR OLD."anchor" IS NOT NEW."anchor" OR OLD."ahead_days" IS NOT NEW."ahead_days" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."snoozed_on" IS NOT NEW."snoozed_on" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'reminder', OLD.id, 'u', json_object('id', OLD."id", 'uid', OLD."uid", 'contact_id', OLD."contact_id", 'kind', OLD."kind", 'due_on', OLD."due_on", 'due_at', OLD."due_at", 'text', OLD."text", 'owed', OLD."owed", 'rule', OLD."rule", 'anchor', OLD."anchor", 'ahead_days', OLD."ahead_days", 'done_at', OLD."done_at", 'snoozed_on', OLD."snoozed_on"));
END;
CREATE UNIQUE INDEX reminder_uid ON reminder(uid);
CREATE TRIGGER segment_changed AFTER UPDATE OF canonical ON segment WHEN OLD.canonical IS NOT NEW.canonical BEGIN
  DELETE FROM segment_look WHERE segment_id = OLD.id;
  DELETE FROM segment_seen WHERE segment_id = OLD.id;
END;
CREATE TRIGGER segment_d AFTER DELETE ON segment BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'segment', OLD.id, 'd', json_object('id', OLD."id", 'uid', OLD."uid", 'name', OLD."name", 'fold', OLD."fold", 'hotkey', OLD."hotkey", 'description', OLD."description", 'query', OLD."query", 'canonical', OLD."canonical"));
END;
CREATE UNIQUE INDEX segment_fold ON segment(fold);
CREATE UNIQUE INDEX segment_hotkey ON segment(hotkey) WHERE hotkey <> '';
CREATE TRIGGER segment_i AFTER INSERT ON segment BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'segment', NEW.id, 'i');
END;
CREATE TRIGGER segment_u AFTER UPDATE ON segment WHEN OLD."id" IS NOT NEW."id" OR OLD."uid" IS NOT NEW."uid" OR OLD."name" IS NOT NEW."name" OR OLD."fold" IS NOT NEW."fold" OR OLD."hotkey" IS NOT NEW."hotkey" OR OLD."description" IS NOT NEW."description" OR OLD."query" IS NOT NEW."query" OR OLD."canonical" IS NOT NEW."canonical" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'segment', OLD.id, 'u', json_object('id', OLD."id", 'uid', OLD."uid", 'name', OLD."name", 'fold', OLD."fold", 'hotkey', OLD."hotkey", 'description', OLD."description", 'query', OLD."query", 'canonical', OLD."canonical"));
END;
CREATE UNIQUE INDEX segment_uid ON segment(uid);
CREATE INDEX segment_member_contact ON segment_member(contact_id);
CREATE TRIGGER segment_member_d AFTER DELETE ON segment_member BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'segment_member', OLD.id, 'd', json_object('id', OLD."id", 'segment_id', OLD."segment_id", 'contact_id', OLD."contact_id"));
END;
CREATE TRIGGER segment_member_i AFTER INSERT ON segment_member BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'segment_member', NEW.id, 'i');
END;
CREATE UNIQUE INDEX segment_member_once ON segment_member(segment_id, contact_id);
CREATE TRIGGER segment_member_u AFTER UPDATE ON segment_member WHEN OLD."id" IS NOT NEW."id" OR OLD."segment_id" IS NOT NEW."segment_id" OR OLD."contact_id" IS NOT NEW."contact_id" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'segment_member', OLD.id, 'u', json_object('id', OLD."id", 'segment_id', OLD."segment_id", 'contact_id', OLD."contact_id"));
END;
CREATE INDEX segment_seen_contact ON segment_seen(contact_id);
CREATE TRIGGER setting_d AFTER DELETE ON setting BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'setting', OLD.id, 'd', json_object('id', OLD."id", 'key', OLD."key", 'value', OLD."value"));
END;
CREATE TRIGGER setting_i AFTER INSERT ON setting BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'setting', NEW.id, 'i');
END;
CREATE UNIQUE INDEX setting_key ON setting(key);
CREATE TRIGGER setting_u AFTER UPDATE ON setting WHEN OLD."id" IS NOT NEW."id" OR OLD."key" IS NOT NEW."key" OR OLD."value" IS NOT NEW."value" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'setting', OLD.id, 'u', json_object('id', OLD."id", 'key', OLD."key", 'value', OLD."value"));
END;
CREATE TRIGGER tag_d AFTER DELETE ON tag BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'tag', OLD.id, 'd', json_object('id', OLD."id", 'name', OLD."name", 'fold', OLD."fold"));
END;
CREATE UNIQUE INDEX tag_fold ON tag(fold);
CREATE TRIGGER tag_i AFTER INSERT ON tag BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'tag', NEW.id, 'i');
END;
CREATE TRIGGER tag_u AFTER UPDATE ON tag WHEN OLD."id" IS NOT NEW."id" OR OLD."name" IS NOT NEW."name" OR OLD."fold" IS NOT NEW."fold" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'tag', OLD.id, 'u', json_object('id', OLD."id", 'name', OLD."name", 'fold', OLD."fold"));
END;
CREATE INDEX vcard_extra_contact ON vcard_extra(contact_id);
CREATE TRIGGER vcard_extra_d AFTER DELETE ON vcard_extra BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'vcard_extra', OLD.id, 'd', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'line', OLD."line"));
END;
CREATE TRIGGER vcard_extra_i AFTER INSERT ON vcard_extra BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act) VALUES ((SELECT id FROM cur), 'vcard_extra', NEW.id, 'i');
END;
CREATE TRIGGER vcard_extra_u AFTER UPDATE ON vcard_extra WHEN OLD."id" IS NOT NEW."id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."line" IS NOT NEW."line" BEGIN
  INSERT INTO change (operation_id, tbl, row_id, act, before) VALUES ((SELECT id FROM cur), 'vcard_extra', OLD.id, 'u', json_object('id', OLD."id", 'contact_id', OLD."contact_id", 'line', OLD."line"));
END;
