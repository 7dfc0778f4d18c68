import type { CandidateFile } from './candidate'
import type { RosterPerson } from './roster/roster-person'

/**
 * A person read from a roster row or from the form, as a file. Blank words are nothing; a post that names both posts
 * (书记、主任) says 一肩挑 by itself.
 */
export function fileOf(person: RosterPerson): CandidateFile {
  return {
    name: person.name,
    sex: person.sex,
    birth: person.birth,
    ethnicGroup: person.ethnicGroup,
    politicalStatus: person.politicalStatus,
    partyJoined: person.partyDate,
    education: person.education,
    currentPost: person.currentPost || null,
    position: person.post?.code ?? person.position,
    bothPosts: person.post?.bothPosts || person.holdsBoth,
    isNew: person.isNew,
    source: person.source,
    nomination: person.nomination,
    phone: person.mobile,
    remarks: person.remarks || null,
  }
}
