/** From where in an entry a column of a row is read. Pure. */

/** As a database gives it. */
export type Value = string | number | Buffer | null
export type Row = Record<string, Value>

/** An entry with its payload. */
export interface Proving {
  seq: number
  kind: string
  subject: string
  payload: Json
}
export type Json = Record<string, unknown>

/** `item`: what one row is made from: the payload, or one of a list in it at `place`, from 0. */
export interface From extends Proving {
  item: Json
  place: number
}
export type Column = (from: From) => unknown

export const seq: Column = (from) => from.seq
export const subject: Column = (from) => from.subject
export const nothing: Column = () => null
export const said =
  (name: string): Column =>
  ({ item }) =>
    item[name]
/** What entries made before there was such a thing do not say. */
export const saidOr =
  (name: string, otherwise: Value): Column =>
  ({ item }) =>
    item[name] ?? otherwise
export const ofWhole =
  (name: string): Column =>
  ({ payload }) =>
    payload[name]
/** Within another object of the payload; null where there is none. */
export const within =
  (outer: string, name: string): Column =>
  ({ item }) =>
    (item[outer] as Json | null | undefined)?.[name] ?? null
/** A payload is canonical JSON, and so is each part of it that is kept as JSON. */
export const json =
  (name: string): Column =>
  ({ item }) =>
    JSON.stringify(item[name])
export const flag =
  (name: string): Column =>
  ({ item }) =>
    item[name] ? 1 : 0
export const flagOrNothing =
  (name: string): Column =>
  ({ item }) =>
    item[name] === null || item[name] === undefined ? null : Number(item[name])

/** Throws TypeError where no column could hold it. */
export function valueOf(value: unknown): Value | undefined {
  const isValue = typeof value === 'string' || typeof value === 'number' || value === null || value === undefined
  if (isValue || Buffer.isBuffer(value)) return value
  throw new TypeError('a payload of this kind says something else here')
}
