import type { TeamRow } from '../../src/organisations/team-list/team-sheet'

/** Region 999001 is in no list of GB/T 2260: nobody's county. */
export const county = { name: '云川县（演示）', code: '999001' }

const townships = ['云川镇', '青石镇', '松泉乡', '禾田镇', '柳溪乡', '石桥镇', '白桦乡', '北岭乡', '晨光街道'] as const

/** 150 villages and 10 communities: eight townships of seventeen villages, the street office with fourteen. */
export function teamRows(): TeamRow[] {
  return townships.flatMap((township, place) => {
    const communities = communitiesOf[township] ?? []
    const count = township === '晨光街道' ? 14 : 17
    const names = [...communities, ...villageNames.slice(place * 3, place * 3 + count)]
    return names.map((name, index): TeamRow => {
      const kind = name.endsWith('社区') ? 'community' : 'village'
      const serial = String((kind === 'village' ? 200 : 1) + index).padStart(3, '0')
      return { township, name, kind, code: `${county.code}${101 + place}${serial}`, seats: 5 }
    })
  })
}

const communitiesOf: Partial<Record<string, string[]>> = {
  云川镇: ['南街社区', '河东社区'],
  青石镇: ['站前社区'],
  禾田镇: ['新苑社区'],
  晨光街道: ['朝阳社区', '和平社区', '文苑社区', '河西社区', '幸福社区', '园林社区'],
}

/** Forty-eight names of two parts; the same name may come back in another township, as in any county. */
const villageNames = ['沟', '湾', '桥', '岭', '坪', '滩', '营', '泉'].flatMap((ending) =>
  ['东', '西', '上', '下', '前', '后'].map((side) => `${side}${ending}村`),
)
