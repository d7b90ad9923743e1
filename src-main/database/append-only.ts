/** Triggers that refuse a change or a deletion of a row of evidence, whoever asks. */
export const appendOnly = (table: string): string => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

/**
 * The same for a table with personal data: of somebody who was erased, the columns in `blanks` may be put to what erasing
 * leaves of them (SQL, over OLD and the row of `erasure`), all at once; whatever is in `kept` stays. `person`: SQL for whose row it is.
 */
export const appendOnlyButErased = (
  table: string,
  { person, kept, blanks }: { person: string; kept: readonly string[]; blanks: Record<string, string> },
): string => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.person_id = ${person}
      ${kept.map((column) => `AND NEW.${column} IS OLD.${column}`).join(' ')}
      ${Object.entries(blanks)
        .map(([column, blank]) => `AND NEW.${column} IS ${blank}`)
        .join(' ')})
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`
