/** One mistake that an author can make: what is changed in a file, and how the line begins that the checker says of it. */
export interface Mistake {
  name: string
  from: string
  to: string
  /** `line:column: severity: words` */
  says: string
}
