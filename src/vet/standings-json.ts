import { digestOf } from '../lib/canonical'
import { ruleVersion } from '../standings/standing'
import { lapsedCodes, reasonCodes, waitingFor } from './standings-csv'
import type { VetInput, Vetted } from './vet'

/** A file that was read, with the SHA-256 of its bytes; null when it could not be read. */
export type InputFile = { name: string; sha256: string | null }

/** The standings with findings and facts, and the digest of everything that they were computed from. */
export function standingsJson(
  vetted: Vetted,
  { criteria, departments, terms, referenceDate, known }: VetInput,
  files: { roster: InputFile; returns: InputFile[] },
): string {
  const inputs = { ruleVersion, criteria, departments, terms, referenceDate, ...files }
  const document = {
    reference_date: referenceDate,
    criteria: { key: criteria.key, version: criteria.version, name: criteria.name },
    rule_version: ruleVersion,
    departments: vetted.departments,
    left_out: vetted.leftOut.map(({ code }) => code),
    inputs: { digest: digestOf(inputs), ...files },
    standings: vetted.rows.map((row) => ({
      id_number: row.idNumber,
      name: row.name,
      township: row.township,
      village: row.village,
      position: row.position,
      standing: row.result.standing,
      reasons: reasonCodes(row),
      lapsed: lapsedCodes(row),
      waiting_for: waitingFor(row, known),
      findings: row.result.reasons,
      lapses: row.result.lapsed,
    })),
  }
  return JSON.stringify(document, null, 1) + '\n'
}
