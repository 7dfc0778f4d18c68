import type { Request } from 'express'
import { Store, type Session, type SessionData } from 'express-session'
import type { Deps } from '../../deps'
import type { SessionOwner } from '../account'
import { isDueToBeSeen } from './session-life'
import {
  endSession,
  findSession,
  forgetEnded,
  insertSession,
  markSeen,
  sessionDigest,
  updateSession,
  type KeptSession,
} from './sessions.store'

declare module 'express-session' {
  interface SessionData {
    /** Passport's: whose session this is. */
    passport?: { user: string }
  }
}

declare global {
  namespace Express {
    interface Request {
      /** Read with the session; passport makes the actor of it. */
      sessionOwner?: SessionOwner
    }
  }
}

type Done = (error?: unknown) => void
type Found = SessionData & { kept: KeptSession }

/** Every so many new sessions the ended ones are cleared away. */
const sweepEvery = 50

/** Where express-session keeps sessions: our own table, by the digest of their id, with their account beside them. */
export class SessionKeeper extends Store {
  private readonly kept = new WeakMap<object, KeptSession>()
  private inserted = 0

  constructor(private readonly deps: Pick<Deps, 'db' | 'clock'>) {
    super()
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    findSession(this.deps.db, sessionDigest(id), this.deps.clock.now()).then(
      (kept) => done(null, kept && foundAs(kept)),
      done,
    )
  }

  /** express-session calls this with what `get` found: the only place that knows both the row and the request. */
  override createSession(req: Request, found: SessionData): Session & SessionData {
    const { kept, ...data } = found as Found
    const session = super.createSession(req, data)
    this.kept.set(session, kept)
    req.sessionOwner = kept.owner ?? undefined
    return session
  }

  override set(id: string, session: SessionData, done: Done = () => undefined): void {
    this.write(sessionDigest(id), session).then(() => done(), done)
  }

  /** Called at the end of a request that changed nothing. */
  override touch(id: string, session: SessionData, done: Done = () => undefined): void {
    const [kept, now] = [this.kept.get(session), this.deps.clock.now()]
    if (!kept || !isDueToBeSeen(kept.seenAt, now)) return done()
    markSeen(this.deps.db, sessionDigest(id), kept.createdAt, now).then(() => done(), done)
  }

  override destroy(id: string, done: Done = () => undefined): void {
    endSession(this.deps.db, sessionDigest(id)).then(() => done(), done)
  }

  private async write(digest: string, session: SessionData): Promise<void> {
    const { db, clock } = this.deps
    const [known, now] = [this.kept.get(session), clock.now()]
    const data = JSON.parse(JSON.stringify(session)) as object
    if (known) return this.rewrite(digest, data, known, now)
    const accountId = session.passport?.user ?? null
    await insertSession(db, { digest, accountId, data }, now)
    this.kept.set(session, { data, createdAt: now, seenAt: now, owner: null })
    if (++this.inserted % sweepEvery === 1) await forgetEnded(db, now)
  }

  /** A change counts as being seen, once a minute. */
  private async rewrite(digest: string, data: object, known: KeptSession, now: Date): Promise<void> {
    await updateSession(this.deps.db, digest, data)
    if (isDueToBeSeen(known.seenAt, now)) await markSeen(this.deps.db, digest, known.createdAt, now)
  }
}

/** The row goes along unseen: express-session compares what it finds with what it leaves, and would store every request. */
function foundAs(kept: KeptSession): Found {
  return Object.defineProperty({ ...kept.data }, 'kept', { value: kept }) as Found
}
