import type { Request, Response } from 'express'
import type { Role } from '../accounts/role'

/** One page or act. `mount` puts gate, upload and CSRF check before `handle`; the test of every route × every role reads the same list. */
export type Route = {
  method: 'get' | 'post' | 'put' | 'delete'
  /** Express 5 path; a parameter named `id` or ending in `Id` must be a UUID, or the page does not exist. */
  path: string
  roles: readonly Role[] | 'anyone' | 'signed-in'
  /** Takes multipart forms with one file in the field `file`, at most 20 MB, kept in memory: `req.file`. */
  upload?: boolean
  handle: (req: Request, res: Response) => Promise<void> | void
}
