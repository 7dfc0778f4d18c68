/** A sentence for a person, named and not written: `key` is 'namespace:path' in the catalogues, `values` fill its blanks. */
export type Message = { key: string; values?: Record<string, string | number> }

export function message(key: string, values?: Message['values']): Message {
  return values ? { key, values } : { key }
}
