import type { Request } from 'express'
import type { Message } from '../../lib/message'
import { say } from '../../locales/translate'

/** Keeps a notice for the next page that this person sees. */
export function flash(req: Request, message: Message): void {
  req.session.notices = [...(req.session.notices ?? []), message]
}

/** The kept notices as sentences; they are said once. */
export function takeNotices(req: Request): string[] {
  const notices = req.session?.notices
  if (!notices?.length) return []
  delete req.session.notices
  return notices.map((notice) => say(req.t, notice))
}
