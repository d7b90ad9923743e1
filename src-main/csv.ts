import { stringify } from 'csv-stringify/sync'

const AS_CSV = { record_delimiter: '\r\n', quote_record_delimiter: true, escape_formulas: true }

/**
 * Rows as CSV (RFC 4180) with a byte-order mark; a cell that a spreadsheet would run as a formula is made text. `columns`:
 * their names in order, where not those of the first row.
 */
export const csv = (rows: object[], columns?: readonly string[]): string =>
  stringify(rows, {
    ...AS_CSV,
    header: true,
    ...(columns && { columns: columns.map((key) => ({ key, header: key })) }),
    bom: true,
  })

/** Further rows under the header that `csv` wrote, so that a long file can be made in slices. */
export const csvRows = (rows: object[], columns: readonly string[]): string =>
  stringify(rows, { ...AS_CSV, columns: [...columns] })
