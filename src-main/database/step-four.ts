import { appendOnly, appendOnlyButErased } from './append-only.ts'

/** Whether an entry says that a backup took the place of the records: a line has its kind once, and nothing that was typed. */
export const RESTORED = `instr(line, '"kind":"record.restored"') > 0`

/** What erasing leaves of a name, of a text that may be empty, and of one that never is where it was said. */
const NAME = `'Erased person ' || erasure.entry_seq`
const EMPTY = `''`
const SAID = `'Erased'`
const saidIn = (column: string): string => `CASE WHEN OLD.${column} IS NULL THEN NULL ELSE ${SAID} END`
const FACTS = { name: NAME, note: EMPTY, reference: EMPTY, email: EMPTY }
const SIGNER = '(SELECT person_id FROM acknowledgement WHERE id = OLD.acknowledgement_id)'

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
  -- itself in its own folder, the whole path of any other. sealed: with a passphrase. head: that of the record in it. whole: whether
  -- that record is; none can be restored where it is not.
  CREATE TABLE backup_made (
    id TEXT PRIMARY KEY,
    made_at TEXT NOT NULL,
    place TEXT NOT NULL CHECK (place IN ('here', 'outside')),
    file TEXT NOT NULL,
    sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    head_length INTEGER NOT NULL,
    head_hash TEXT NOT NULL,
    whole INTEGER NOT NULL CHECK (whole IN (0, 1))
  ) STRICT, WITHOUT ROWID;

  -- What was held on somebody was erased, once and for all. because: the reason, in words; why: the rule or the request,
  -- JSON; entries: JSON list of the ledger's entries whose payloads went.
  CREATE TABLE erasure (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    because TEXT NOT NULL,
    why TEXT NOT NULL,
    entries TEXT NOT NULL,
    erased_at TEXT NOT NULL
  ) STRICT;
  ${appendOnly('erasure')}

  -- Of whoever was erased the personal columns may be blanked, and nothing else of any row is ever changed.
  CREATE TRIGGER person_no_delete BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'person is append-only'); END;
  ${appendOnlyButErased('person', { person: 'OLD.id', kept: ['id', 'added_at'], blanks: FACTS })}
  DROP TRIGGER naming_no_update;
  ${appendOnlyButErased('naming', { person: 'OLD.person_id', kept: ['entry_seq', 'person_id', 'entered_at'], blanks: FACTS })}
  DROP TRIGGER waiver_no_update;
  ${appendOnlyButErased('waiver', {
    person: 'OLD.person_id',
    kept: ['id', 'person_id', 'policy_id', 'until_on', 'entered_at'],
    blanks: { reason: SAID, decided_by: SAID },
  })}
  DROP TRIGGER waiver_end_no_update;
  ${appendOnlyButErased('waiver_end', {
    person: '(SELECT person_id FROM waiver WHERE id = OLD.waiver_id)',
    kept: ['waiver_id', 'ended_at'],
    blanks: { decided_by: SAID },
  })}
  DROP TRIGGER acknowledgement_no_update;
  ${appendOnlyButErased('acknowledgement', {
    person: 'OLD.person_id',
    kept: [
      ...['id', 'person_id', 'version_id', 'audiences', 'statement', 'undertakings', 'signed_at', 'entry_seq'],
      'paper_signed_on',
    ],
    blanks: { name_typed: SAID, entered_by: saidIn('entered_by'), witnessed_by: saidIn('witnessed_by') },
  })}
  DROP TRIGGER declaration_no_update;
  ${appendOnlyButErased('declaration', {
    person: SIGNER,
    kept: ['acknowledgement_id', 'declaration_id', 'question', 'answer'],
    blanks: { detail: EMPTY },
  })}
  DROP TRIGGER declaration_decision_no_update;
  ${appendOnlyButErased('declaration_decision', {
    person: SIGNER,
    kept: ['entry_seq', 'acknowledgement_id', 'declaration_id', 'decision', 'decided_on', 'entered_at'],
    blanks: { note: EMPTY, decided_by: SAID },
  })}
  DROP TRIGGER paper_withdrawal_no_update;
  ${appendOnlyButErased('paper_withdrawal', {
    person: SIGNER,
    kept: ['acknowledgement_id', 'withdrawn_at', 'withdrawn_seq'],
    blanks: { reason: SAID, withdrawn_by: SAID },
  })}

  -- Of a million entries a handful: ledger/store.ts looks for them in these words.
  CREATE INDEX record_restored ON ledger_entry (seq) WHERE ${RESTORED};

  -- A payload goes where an erasure of its subject lists it, and in no other way.
  DROP TRIGGER ledger_payload_erase_only;
  CREATE TRIGGER ledger_payload_erase_only BEFORE UPDATE ON ledger_payload
    WHEN NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL
      OR NOT EXISTS (SELECT 1 FROM erasure, json_each(erasure.entries) AS listed
        WHERE erasure.person_id = (SELECT json_extract(line, '$.subject') FROM ledger_entry WHERE seq = OLD.seq)
          AND listed.value = OLD.seq)
    BEGIN SELECT RAISE(ABORT, 'a payload can only be erased'); END;
`
