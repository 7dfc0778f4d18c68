import 'express-session'
import type { WaitingJobs } from '../accounts/account'
import type { Actor } from '../accounts/actor'
import type { Message } from '../lib/message'
import type { Language } from '../locales/catalogues'
import type { Translate } from '../locales/translate'

/** Where the page is: printed in the header. Whoever signs the actor in fills it; every part may be missing. */
export type Place = {
  county?: string
  cycle?: string
  unit?: string
  /** When the page was made, to the minute: stands on a printed sheet. */
  at?: string
}

declare global {
  // Express keeps its types in a namespace of this name; adding to it is the only way.
  namespace Express {
    interface Request {
      /** Always there behind a gate (every route whose roles are not 'anyone'); elsewhere only when somebody is signed in. */
      actor: Actor
      place?: Place
      /** Set with the actor: what the header leads to. */
      waitingJobs?: WaitingJobs | null
      lang: Language
      t: Translate
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    /** Said once, on the next page. */
    notices?: Message[]
  }
}
