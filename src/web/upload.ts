import type { RequestHandler } from 'express'
import multer from 'multer'
import { HttpFailure } from './failure'

const one = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 20 * 1024 * 1024, files: 1, fields: 200, fieldSize: 1024 * 1024 },
  // Otherwise file names in Chinese arrive as Latin letters.
  defParamCharset: 'utf8',
}).single('file')

/** Reads a multipart form with one file into `req.file` and `req.body`. */
export const takeUpload: RequestHandler = (req, res, next) => {
  one(req, res, (error: unknown) => next(error && inOurWords(error)))
}

export const refuseMultipart: RequestHandler = (req, _res, next) => {
  const hasBody =
    req.headers['content-length'] !== '0' && (req.headers['content-length'] ?? req.headers['transfer-encoding'])
  if (hasBody && !req.is('application/x-www-form-urlencoded')) throw new HttpFailure(415)
  next()
}

/** Too much of something is 413; anything else means that the form did not arrive whole. */
function inOurWords(error: unknown): HttpFailure {
  const code = error instanceof multer.MulterError ? error.code : ''
  if (code === 'LIMIT_UNEXPECTED_FILE') return new HttpFailure(422, 'errors:oneFile')
  if (code === 'LIMIT_FILE_SIZE') return new HttpFailure(413, 'errors:fileTooLarge')
  if (code.startsWith('LIMIT_')) return new HttpFailure(413)
  return new HttpFailure(422, 'errors:uploadBroken')
}
