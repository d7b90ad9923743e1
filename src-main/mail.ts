/** An e-mail that somebody is to look at and send from a mail program of their own: Lanyard sends none. Pure. */

export interface Mail {
  to: readonly string[]
  /** Whom nobody else is shown. */
  bcc: readonly string[]
  subject: string
  text: string
}

/**
 * How long a mailto address may be, in characters: Windows hands on 2,083 (INTERNET_MAX_URL_LENGTH in wininet.h), and
 * some mail programs drop what comes after 2,000.
 */
export const LONGEST_MAILTO = 2000

/** The mailto address of an e-mail (RFC 6068). What stands in the mail is encoded, so that it can add no field of its own. */
export function mailtoOf({ to, bcc, subject, text }: Mail): string {
  const fields = [
    ...(bcc.length > 0 ? [`bcc=${addresses(bcc)}`] : []),
    `subject=${encoded(subject.replace(/\s+/g, ' '))}`,
    `body=${encoded(text.replace(/\r?\n/g, '\r\n'))}`,
  ]
  return `mailto:${addresses(to)}?${fields.join('&')}`
}

export const fitsMailto = (mail: Mail): boolean => mailtoOf(mail).length <= LONGEST_MAILTO

const addresses = (list: readonly string[]): string => list.map((one) => encoded(one).replaceAll('%40', '@')).join(',')
/** Half a character, which cannot be encoded, becomes the sign for one that is missing. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
