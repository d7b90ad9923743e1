/** Under this name a help page finds the level of its headings: 2 on a page of its own, 3 in the guide. */
export const LEVEL = Symbol('level of headings')
