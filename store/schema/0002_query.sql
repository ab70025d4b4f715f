-- Schema 2: what the query language asks of a contact stands in one narrow row.
-- Everything here is derived, and made anew in Go when an older book is upgraded.

-- Kept in the transaction of the rows that it sums up; never journalled (stats.go).
-- Amounts are in thousandths of the major unit, whatever the currency's own are.
DROP TABLE contact_stats;
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
CREATE INDEX contact_stats_last ON contact_stats(coalesce(last_at, ''), contact_id);
CREATE INDEX contact_stats_due ON contact_stats(coalesce(next_due, '~'), contact_id);
CREATE INDEX contact_stats_renew ON contact_stats(renew_on, contact_id) WHERE renew_on IS NOT NULL;
CREATE INDEX contact_stats_stage ON contact_stats(stage, contact_id) WHERE stage IS NOT NULL;
CREATE INDEX contact_stats_cold ON contact_stats(cold_on, contact_id) WHERE cold_on IS NOT NULL;

-- When a live segment was last looked at; segment_seen is who was in it then.
-- Whoever comes and goes because the query was changed did not come or go.
CREATE TABLE segment_look (
  segment_id INTEGER PRIMARY KEY REFERENCES segment(id) ON DELETE CASCADE,
  at         TEXT NOT NULL
) STRICT;
CREATE TRIGGER segment_changed AFTER UPDATE OF canonical ON segment WHEN OLD.canonical IS NOT NEW.canonical BEGIN
  DELETE FROM segment_look WHERE segment_id = OLD.id;
  DELETE FROM segment_seen WHERE segment_id = OLD.id;
END;

-- about holds interests, needs and department; address all but the city.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5(
  name, pinyin, company, email, phone, city, tag, title, about, address, custom, note, log,
  content = '', contentless_delete = 1,
  tokenize = 'ascii',
  prefix = '1 2 3'
);

-- The values of fields, each with the contacts that have it: what completion
-- lists and counts, and what "is" and "contains" look values up in.
CREATE INDEX contact_title ON contact(title) WHERE title <> '' AND deleted_at IS NULL;
CREATE INDEX contact_source ON contact(source) WHERE source <> '' AND deleted_at IS NULL;
CREATE INDEX contact_language ON contact(language) WHERE language <> '' AND deleted_at IS NULL;
CREATE INDEX contact_prefers ON contact(prefers) WHERE prefers <> '' AND deleted_at IS NULL;
CREATE INDEX contact_life ON contact(life) WHERE life <> '' AND deleted_at IS NULL;
CREATE INDEX contact_rating ON contact(rating) WHERE rating <> '' AND deleted_at IS NULL;
CREATE INDEX contact_relation ON contact(relation) WHERE relation <> '' AND deleted_at IS NULL;
CREATE INDEX company_industry ON company(industry) WHERE industry <> '';
CREATE INDEX address_city ON address(city, contact_id) WHERE city <> '';
CREATE INDEX address_country ON address(country, contact_id) WHERE country <> '';
CREATE INDEX purchase_item ON purchase(item, contact_id) WHERE item <> '';
CREATE INDEX custom_value_value ON custom_value(field_id, value, contact_id);
DROP INDEX custom_value_field; -- the one above begins with the same
CREATE INDEX contact_stats_kind ON contact_stats(last_kind, contact_id) WHERE last_kind IS NOT NULL;
CREATE INDEX contact_stats_outcome ON contact_stats(outcome, contact_id) WHERE outcome <> '';
-- Orders of lists. Few contacts have a deal.
CREATE INDEX contact_updated ON contact(updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_stats_since ON contact_stats(stage_at, contact_id) WHERE stage_at IS NOT NULL;
CREATE INDEX contact_stats_value ON contact_stats(value, contact_id, value_currency) WHERE value IS NOT NULL;
CREATE INDEX contact_stats_tries ON contact_stats(tries, contact_id) WHERE tries > 0;
CREATE INDEX contact_stats_orders ON contact_stats(orders, contact_id) WHERE orders > 0;
CREATE INDEX contact_stats_spent ON contact_stats(coalesce(spent, 0), contact_id) WHERE orders > 0;

-- Whether there is any address or number that works is asked of the indexes alone.
DROP INDEX email_contact;
CREATE INDEX email_contact ON email(contact_id, pos, bounced);
DROP INDEX phone_contact;
CREATE INDEX phone_contact ON phone(contact_id, pos, wrong);
