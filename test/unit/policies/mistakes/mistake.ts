/** One mistake that an author can make: what is changed in a file, and how the line begins that the checker says of it. */
export interface Mistake {
  name: string
  from: string
  to: string
  /** Each `from` is changed, not the first alone. */
  everywhere?: true
  /** The file that the checker names, where it is not the changed one. */
  foundIn?: string
  /** `line:column: severity: words` */
  says: string
}
