import { stringify } from 'csv-stringify/sync'

/**
 * Rows as CSV (RFC 4180) with a byte-order mark; a cell that a spreadsheet would run as a formula is made text. `columns`:
 * their names in order, where not those of the first row.
 */
export const csv = (rows: object[], columns?: readonly string[]): string =>
  stringify(rows, {
    header: true,
    ...(columns && { columns: columns.map((key) => ({ key, header: key })) }),
    bom: true,
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
    escape_formulas: true,
  })
