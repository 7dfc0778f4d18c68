import type { Request } from 'express'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'
import type { Deps } from '../../deps'
import type { SessionOwner } from '../account'
import { signIn } from './sign-in.actions'
import { visitorOf } from './visitor.routes'

/** Passport with the one way to sign in: username and password. The session keeps the account's id only. */
export function passportOver(deps: Deps) {
  const passport = new Passport()
  passport.use(
    new Strategy({ passReqToCallback: true }, (req, username, password, done) => {
      signIn(deps, { username, password }, visitorOf(req)).then(
        (end) => ('account' in end ? done(null, end.account) : done(null, false, end as never)),
        done,
      )
    }),
  )
  passport.serializeUser((user, done) => done(null, (user as { id: string }).id))
  passport.deserializeUser((req: Request, id: string, done: (error: null, user: SessionOwner | false) => void) =>
    done(null, req.sessionOwner?.id === id ? req.sessionOwner : false),
  )
  return passport
}
