import { appendOnly } from './append-only.ts'

/** The fourth step: what a record is held against, and where it is kept besides. */
export const fourth = `
  -- Where the governing body's minutes have the head of a printed report. Of several entries on one report the last holds.
  CREATE TABLE report_minuted (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    report_seq INTEGER NOT NULL REFERENCES report_made (entry_seq),
    reference TEXT NOT NULL CHECK (reference <> ''),
    met_on TEXT NOT NULL,
    entered_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX minuted_of_report ON report_minuted (report_seq);
  ${appendOnly('report_minuted')}

  -- A head of this record that was typed in from paper and agreed. digits: 32 to 64 of the hash. The paper is the evidence, not this.
  CREATE TABLE head_seen (
    length INTEGER NOT NULL CHECK (length >= 1),
    digits TEXT NOT NULL CHECK (length(digits) BETWEEN 32 AND 64),
    seen_at TEXT NOT NULL,
    PRIMARY KEY (length, digits)
  ) STRICT, WITHOUT ROWID;

  -- Backups that were made and checked. place: on the records' own disk, or outside the PC. file: the name of one that Lanyard made by
  -- itself in its own folder, the whole path of any other. sealed: with a passphrase. head: that of the record in it.
  CREATE TABLE backup_made (
    id TEXT PRIMARY KEY,
    made_at TEXT NOT NULL,
    place TEXT NOT NULL CHECK (place IN ('here', 'outside')),
    file TEXT NOT NULL,
    sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    head_length INTEGER NOT NULL,
    head_hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`
