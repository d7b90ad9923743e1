import type { Access } from '../src-main/calls.ts'
import type { Output } from '../src-main/contract.ts'
import { call, onSignedOut } from './api.ts'
import { go } from './router.svelte.ts'

type Start = Output<'program.start'>

const ROLE_NAMES = { anyone: '', newcomer: '', learner: '', governor: 'Governor', administrator: 'Administrator' }

/** What the window knows of how things stand. Who is signed in is decided in main; this is its answer. */
class Session {
  start = $state.raw<Start | null>(null)
  #sitting = $state(Number(sessionStorage.getItem('sitting')))

  /** The last sitting ended because nobody was there any more. */
  wasIdle = $state(false)

  readonly role = $derived(this.start?.session.role ?? 'anyone')
  /** The person's name, or what the others are called. */
  readonly name = $derived(this.start?.session.name || ROLE_NAMES[this.role])

  /** Counts the people at the machine since the window opened: whatever belongs to an earlier one is not shown again. */
  get sitting(): number {
    return this.#sitting
  }

  /** Kept over a reload, in which the same person goes on. */
  #nextSitting(): void {
    this.#sitting++
    this.wasIdle = false
    sessionStorage.setItem('sitting', String(this.#sitting))
  }

  /** Whether who is signed in may stand where `access` is asked. An administrator may also see what a governor sees. */
  allows(access: Access): boolean {
    if (access === 'anyone') return true
    if (access === 'signed-in') return this.role !== 'anyone'
    return access === this.role || (access === 'governor' && this.role === 'administrator')
  }

  /** How often it was asked how things stand: an answer that a later one has overtaken is not taken. */
  #asked = 0

  /** Asks again how things stand: after signing in, and after setting up. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked
    const start = await call('program.start', {})
    if (asked === this.#asked) this.start = start
  }

  /** Somebody has just signed in: shows them `place`, and nothing of who was here before. */
  async enter(place: string): Promise<void> {
    this.#asked++
    const start = await call('program.start', {})
    // All at once: who they are now may not stand where they were.
    this.start = start
    this.#nextSitting()
    go(place, { replace: true })
  }

  /** Leaves nothing of this person in the window, and shows the first screen. */
  async signOut(): Promise<void> {
    try {
      await call('access.signOut', {})
    } finally {
      await this.#leave()
    }
  }

  /** Signs out whoever has walked away: first from the window, where anybody may be looking by now. */
  async endIdle(): Promise<void> {
    this.#hide()
    this.wasIdle = true
    try {
      await call('access.signOut', {})
    } finally {
      await this.refresh()
    }
  }

  /** Tells main that somebody is there. Where main has ended the sitting already, the window learns it from the refusal. */
  async stay(): Promise<void> {
    await call('access.stay', {}).catch(() => undefined)
  }

  /** Opens the made-up school. */
  async openExample(): Promise<void> {
    await call('program.openExample', {})
    await this.#leave()
    this.#nextSitting() // the first screen of other records, read out from its heading
  }

  /** Goes back to the real records. */
  async leaveExample(): Promise<void> {
    await call('program.leaveExample', {})
    await this.#leave()
    this.#nextSitting()
  }

  /** Nobody is signed in any more, whoever found out. */
  async #leave(): Promise<void> {
    this.#hide()
    await this.refresh()
  }

  /** At once, before main is asked, whose answer to what was asked before is not taken. */
  #hide(): void {
    this.#asked++
    if (this.start) this.start = { ...this.start, session: { role: 'anyone', name: '' } }
    this.#nextSitting()
    go('#/', { replace: true })
  }

  constructor() {
    onSignedOut(() => void this.#leave())
  }
}

export const session = new Session()
