import { stringify } from 'csv-stringify/sync'

/** Rows as CSV (RFC 4180) with a byte-order mark; a cell that a spreadsheet would run as a formula is made text. */
export const csv = (rows: object[]): string =>
  stringify(rows, {
    header: true,
    bom: true,
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
    escape_formulas: true,
  })
