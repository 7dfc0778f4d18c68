import type { Message } from '../lib/message'

/** What no workbook may exceed. Bytes are of the file as sent; `unpacked` and `ratio` guard against zip bombs. */
export type Limits = {
  bytes: number
  rows: number
  columns: number
  unpacked: number
  ratio: number
  entries: number
  characters: number
  milliseconds: number
  megabytes: number
}

export const usualLimits: Limits = {
  bytes: 20 * 1024 * 1024,
  rows: 100_000,
  columns: 200,
  unpacked: 400 * 1024 * 1024,
  ratio: 200,
  entries: 2_000,
  characters: 100_000_000,
  milliseconds: 60_000,
  megabytes: 768,
}

/** The whole file cannot be taken; `reason` is the one sentence that says why. */
export class SheetRefused extends Error {
  constructor(readonly reason: Message) {
    super(reason.key)
  }
}
