/** Something outside the program stops it from starting; the message is one or more whole sentences for the operator. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

/** What to tell the operator about an error outside the program; null for a bug. */
export function operatorSentence(error: unknown): string | null {
  if (error instanceof CannotStart) return error.message
  const { code, path } = error as NodeJS.ErrnoException
  const reason = reasons[code ?? '']
  return reason && path ? `${path}: ${reason}` : null
}

const reasons: Record<string, string> = {
  EACCES: 'this account may not read or write there. Look at its owner and rights, or set another DATA_DIR.',
  EPERM: 'this account may not do that there. Look at its owner and rights, or set another DATA_DIR.',
  EROFS: 'the disk can only be read. Set DATA_DIR to a folder that can be written.',
  ENOSPC: 'the disk is full.',
}
