import { appendOnly } from './append-only.ts'
import { fourth } from './step-four.ts'

/**
 * The database's shape, as a list of steps that only ever grows. Step n leads from `user_version` n-1 to n.
 * Evidence is append-only: triggers refuse a change or a deletion, whoever asks.
 */
const first = `
  -- What is true of the school and of this record, one JSON value a key.
  CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- scrypt hashes. holder: 'administrator', 'governor', 'recovery' or a person's id.
  -- issued: 1 for a PIN that was given out and whose person has yet to choose their own. tried_at: the last try, right or wrong.
  CREATE TABLE secret (
    holder TEXT PRIMARY KEY,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    parameters TEXT NOT NULL,
    issued INTEGER NOT NULL DEFAULT 0 CHECK (issued IN (0, 1)),
    failures INTEGER NOT NULL DEFAULT 0,
    tried_at TEXT,
    locked_until TEXT
  ) STRICT, WITHOUT ROWID;

  -- Somebody on the roll, with the name and the note they were added with.
  CREATE TABLE person (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    added_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What is entered later about somebody stands beside what was known before, with when it was entered: a report for a day
  -- before that does not know it. What the latest entry says holds.

  -- Another name, or another note of what they do here.
  CREATE TABLE naming (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    person_id TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    entered_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX naming_of_person ON naming (person_id);
  ${appendOnly('naming')}

  -- As what somebody is here, from when to when. withdrawn: 1 where it was entered by mistake. One entry may set several.
  CREATE TABLE appointment (
    id TEXT NOT NULL,
    entry_seq INTEGER NOT NULL REFERENCES ledger_entry (seq),
    person_id TEXT NOT NULL REFERENCES person (id),
    audience TEXT NOT NULL CHECK (audience IN ('staff', 'volunteer', 'governor')),
    from_on TEXT NOT NULL,
    until_on TEXT CHECK (until_on >= from_on),
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    entered_at TEXT NOT NULL,
    PRIMARY KEY (id, entry_seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX appointment_of_person ON appointment (person_id);
  ${appendOnly('appointment')}

  -- Somebody's last day; null where it was taken back, or they came back.
  CREATE TABLE leaving (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    person_id TEXT NOT NULL REFERENCES person (id),
    last_day TEXT,
    entered_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX leaving_of_person ON leaving (person_id);
  ${appendOnly('leaving')}

  -- One of the school's official accounts, whole, as it was recorded; the state of the latest entry holds. may_post: JSON list.
  CREATE TABLE account_state (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    account_id TEXT NOT NULL,
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    administered_by TEXT NOT NULL,
    may_post TEXT NOT NULL,
    opened_on TEXT,
    closed_on TEXT CHECK (closed_on >= opened_on),
    multi_factor TEXT NOT NULL CHECK (multi_factor IN ('on', 'off', 'unknown')),
    checked_on TEXT,
    note TEXT NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT;
  ${appendOnly('account_state')}

  -- The text of a pack exactly as it was published: canonical JSON, and the SHA-256 of its UTF-8 bytes.
  CREATE TABLE policy_version (
    id TEXT PRIMARY KEY,
    policy_id TEXT NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('first', 'minor', 'major')),
    in_force_on TEXT NOT NULL,
    published_at TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('policy_version')}

  -- What an audience has to do, from a day on; of two with the same day that of the later entry holds.
  -- policies: JSON list of policy ids. renewal: 'never' or 'MM-DD'.
  CREATE TABLE programme (
    id TEXT PRIMARY KEY,
    audience TEXT NOT NULL CHECK (audience IN ('staff', 'volunteer', 'governor')),
    from_on TEXT NOT NULL,
    policies TEXT NOT NULL,
    days_allowed INTEGER NOT NULL CHECK (days_allowed >= 0),
    pass_mark INTEGER NOT NULL CHECK (pass_mark BETWEEN 0 AND 100),
    renewal TEXT NOT NULL,
    set_at TEXT NOT NULL,
    entry_seq INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (seq)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('programme')}

  -- A policy that one person is not asked to sign until a day, that day included. decided_by: a role.
  CREATE TABLE waiver (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    policy_id TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    until_on TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    entered_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX waiver_of_person ON waiver (person_id);
  ${appendOnly('waiver')}

  -- A waiver that was ended before its time, once.
  CREATE TABLE waiver_end (
    waiver_id TEXT PRIMARY KEY REFERENCES waiver (id),
    decided_by TEXT NOT NULL,
    ended_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('waiver_end')}

  -- How far a person is: what was shown and left behind. Not evidence, so not in the ledger.
  -- item: a page's id, 'scenario/step' of feedback, or '' for a result. round: 1, and more where something came back.
  CREATE TABLE progress (
    person_id TEXT NOT NULL REFERENCES person (id),
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    what TEXT NOT NULL CHECK (what IN ('page', 'feedback', 'result')),
    item TEXT NOT NULL,
    round INTEGER NOT NULL CHECK (round >= 1),
    at TEXT NOT NULL,
    PRIMARY KEY (person_id, version_id, what, item, round)
  ) STRICT, WITHOUT ROWID;

  -- One go at the scenarios that are open. scenarios: JSON list of their ids. Finished once, and never touched again.
  CREATE TABLE attempt (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    scenarios TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    UNIQUE (person_id, version_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER attempt_finished_once BEFORE UPDATE ON attempt
    WHEN OLD.finished_at IS NOT NULL OR NEW.finished_at IS NULL
      OR NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id OR NEW.version_id <> OLD.version_id
      OR NEW.number <> OLD.number OR NEW.scenarios <> OLD.scenarios OR NEW.started_at <> OLD.started_at
    BEGIN SELECT RAISE(ABORT, 'an attempt can only be finished, once'); END;
  CREATE TRIGGER attempt_no_delete BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, 'attempt is append-only'); END;

  -- Each choice, in order, kept for good. chosen: JSON list of places in the step's list of choices, from 0.
  CREATE TABLE answer (
    attempt_id TEXT NOT NULL REFERENCES attempt (id),
    position INTEGER NOT NULL CHECK (position >= 1),
    scenario_id TEXT NOT NULL,
    step_id TEXT NOT NULL,
    chosen TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('right', 'risky', 'breach')),
    at TEXT NOT NULL,
    PRIMARY KEY (attempt_id, position),
    UNIQUE (attempt_id, scenario_id, step_id)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('answer')}
  CREATE TRIGGER answer_into_open_attempt BEFORE INSERT ON answer
    WHEN (SELECT finished_at FROM attempt WHERE id = NEW.attempt_id) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the attempt is finished'); END;

  -- audiences and undertakings: JSON lists. statement: the words that were signed.
  CREATE TABLE acknowledgement (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    audiences TEXT NOT NULL,
    name_typed TEXT NOT NULL,
    statement TEXT NOT NULL,
    undertakings TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    entry_seq INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (seq)
  ) STRICT, WITHOUT ROWID;
  -- Never twice by accident: a renewal, which asks for the same signature again, begins with a day, and so with an hour.
  CREATE UNIQUE INDEX acknowledgement_once ON acknowledgement (person_id, version_id, audiences, substr(signed_at, 1, 13));
  ${appendOnly('acknowledgement')}

  CREATE TABLE declaration (
    acknowledgement_id TEXT NOT NULL REFERENCES acknowledgement (id),
    declaration_id TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no')),
    detail TEXT NOT NULL,
    PRIMARY KEY (acknowledgement_id, declaration_id)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('declaration')}

  -- What the school decided on a "yes". Of several the one of the latest entry holds. decided_by: a role.
  CREATE TABLE declaration_decision (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    acknowledgement_id TEXT NOT NULL,
    declaration_id TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('noted', 'agreed-with-conditions', 'not-agreed', 'talk-needed')),
    note TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    FOREIGN KEY (acknowledgement_id, declaration_id) REFERENCES declaration (acknowledgement_id, declaration_id)
  ) STRICT;
  CREATE INDEX decision_of_declaration ON declaration_decision (acknowledgement_id, declaration_id);
  ${appendOnly('declaration_decision')}

  -- The ledger: each entry's line as it is exported, byte for byte, and the line's SHA-256.
  CREATE TABLE ledger_entry (
    seq INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  ${appendOnly('ledger_entry')}
  CREATE TRIGGER ledger_entry_next BEFORE INSERT ON ledger_entry
    WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM ledger_entry)
    BEGIN SELECT RAISE(ABORT, 'the ledger has no gaps'); END;

  -- What each entry proves, apart from it, so that personal data can be erased and the chain still verifies.
  CREATE TABLE ledger_payload (
    seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    salt BLOB,
    payload TEXT,
    CHECK ((salt IS NULL) = (payload IS NULL))
  ) STRICT;
  CREATE TRIGGER ledger_payload_erase_only BEFORE UPDATE ON ledger_payload
    WHEN NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a payload can only be erased'); END;
  CREATE TRIGGER ledger_payload_no_delete BEFORE DELETE ON ledger_payload
    BEGIN SELECT RAISE(ABORT, 'ledger_payload is append-only'); END;
`

const second = `
  -- The number that the school's own system has for somebody, and where the school writes to them; '' where there is none.
  ALTER TABLE person ADD COLUMN reference TEXT NOT NULL DEFAULT '';
  ALTER TABLE person ADD COLUMN email TEXT NOT NULL DEFAULT '';
  ALTER TABLE naming ADD COLUMN reference TEXT NOT NULL DEFAULT '';
  ALTER TABLE naming ADD COLUMN email TEXT NOT NULL DEFAULT '';
  CREATE INDEX person_by_reference ON person (reference COLLATE NOCASE);
  CREATE INDEX naming_by_reference ON naming (reference COLLATE NOCASE);

  -- Of a major version: JSON list of the audiences that sign again, and by when.
  ALTER TABLE policy_version ADD COLUMN must_sign TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE policy_version ADD COLUMN sign_by TEXT CHECK (sign_by >= in_force_on);
  -- Of two versions in force from one day that of the later entry holds; null in rows of step 1, which knew one version a policy.
  ALTER TABLE policy_version ADD COLUMN entry_seq INTEGER REFERENCES ledger_entry (seq);

  -- What was signed on paper and entered here: the day on the sheet, who entered it and who saw it signed; all three or none.
  ALTER TABLE acknowledgement ADD COLUMN paper_signed_on TEXT;
  ALTER TABLE acknowledgement ADD COLUMN entered_by TEXT CHECK ((entered_by IS NULL) = (paper_signed_on IS NULL));
  ALTER TABLE acknowledgement ADD COLUMN witnessed_by TEXT CHECK ((witnessed_by IS NULL) = (paper_signed_on IS NULL));

  -- Whoever signs twice by accident does so here. A sheet that was entered and withdrawn may be entered again at once.
  DROP INDEX acknowledgement_once;
  CREATE UNIQUE INDEX acknowledgement_once ON acknowledgement (person_id, version_id, audiences, substr(signed_at, 1, 13))
    WHERE paper_signed_on IS NULL;

  -- A signature on paper that was entered by mistake; it counts until then. withdrawn_by: a role.
  CREATE TABLE paper_withdrawal (
    acknowledgement_id TEXT PRIMARY KEY REFERENCES acknowledgement (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    withdrawn_by TEXT NOT NULL,
    withdrawn_at TEXT NOT NULL,
    withdrawn_seq INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (seq)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('paper_withdrawal')}
  CREATE TRIGGER paper_withdrawal_of_paper BEFORE INSERT ON paper_withdrawal
    WHEN (SELECT paper_signed_on FROM acknowledgement WHERE id = NEW.acknowledgement_id) IS NULL
    BEGIN SELECT RAISE(ABORT, 'only what was signed on paper is ever withdrawn'); END;

  -- What the school says of itself, whole; the latest entry holds. contacts and retention: JSON lists. renewal_day: 'MM-DD', or null.
  CREATE TABLE school_state (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    name TEXT NOT NULL,
    contacts TEXT NOT NULL,
    retention TEXT NOT NULL,
    renewal_day TEXT,
    logo_sha256 TEXT,
    entered_at TEXT NOT NULL
  ) STRICT;
  ${appendOnly('school_state')}

  -- Each logo there ever was, as PNG bytes, by its SHA-256.
  CREATE TABLE logo (
    sha256 TEXT PRIMARY KEY,
    png BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  ${appendOnly('logo')}
`

const third = `
  -- Every look at one person reads what they signed.
  CREATE INDEX acknowledgement_of_person ON acknowledgement (person_id, entry_seq);

  -- Whether whoever gave the answer said that they were sure of it; null where they did not say.
  ALTER TABLE answer ADD COLUMN sure INTEGER CHECK (sure IN (0, 1));

  -- A report that was printed or saved: the day it speaks of, whether it names people, the head it was made from, and the
  -- figures of its first page (JSON), which the next report shows beside its own.
  CREATE TABLE report_made (
    entry_seq INTEGER PRIMARY KEY REFERENCES ledger_entry (seq),
    as_at TEXT NOT NULL,
    names INTEGER NOT NULL CHECK (names IN (0, 1)),
    head_length INTEGER NOT NULL,
    head_hash TEXT NOT NULL,
    figures TEXT NOT NULL,
    made_at TEXT NOT NULL
  ) STRICT;
  ${appendOnly('report_made')}
`

export const migrations: readonly string[] = [first, second, third, fourth]
