import { nameOfCode } from '../../../src/candidates/codes/code-list'
import { educations, isCollege, readEducation } from '../../../src/candidates/codes/education'
import { ethnicGroups, readEthnicGroup } from '../../../src/candidates/codes/ethnic-group'
import * as lists from '../../../src/candidates/codes/lists'
import { readMark } from '../../../src/candidates/codes/mark'
import { postCodes, posts, readPost } from '../../../src/candidates/codes/post'

const tables = {
  ethnicGroups,
  educations,
  politicalStatuses: lists.politicalStatuses,
  sources: lists.sources,
  nominations: lists.nominations,
  kinships: lists.kinships,
  sexes: lists.sexes,
}

test.each(Object.entries(tables))('%s: no word means two things', (_name, rows) => {
  const words = rows.flatMap((row) => [...new Set([row.code, row.name, ...row.words])])
  expect(words).toEqual([...new Set(words)])
  expect(rows.every((row) => row.name_en !== '')).toBe(true)
})

test('every group of GB/T 3304 is read with and without 族', () => {
  expect(ethnicGroups).toHaveLength(56)
  for (const { code, name } of ethnicGroups) {
    expect(readEthnicGroup(name)).toBe(code)
    expect(readEthnicGroup(name.replace(/族$/, ''))).toBe(code)
  }
  expect([readEthnicGroup('汉'), readEthnicGroup('蒙古族'), readEthnicGroup('土'), readEthnicGroup('土家')]).toEqual([
    '01',
    '02',
    '30',
    '15',
  ])
  expect(readEthnicGroup(' 汉　族 ')).toBe('01')
  expect([readEthnicGroup(''), readEthnicGroup('族'), readEthnicGroup('火星族')]).toEqual([null, null, null])
})

test.each([
  ['党员', '01'],
  ['中共党员', '01'],
  ['中共党员（预备）', null],
  ['预备党员', '02'],
  ['团员', '03'],
  ['民盟盟员', '05'],
  ['九三学社社员', '10'],
  ['无党派', '12'],
  ['群众', '13'],
  ['０１', '01'],
  ['', null],
])('political status %s is %s', (text, code) => {
  expect(lists.readPoliticalStatus(text)).toBe(code)
})

test('only a full member is a party member', () => {
  expect(['01', '02', '13', null].map(lists.isPartyMember)).toEqual([true, false, false, false])
})

test.each([
  ['研究生', '10'],
  ['在职研究生', '10'],
  ['硕士', '10'],
  ['本科', '20'],
  ['大学', '20'],
  ['大学本科', '20'],
  ['省委党校大学', '20'],
  ['本科学历', '20'],
  ['大专', '30'],
  ['函授大专', '30'],
  ['大专毕业', '30'],
  ['中专', '40'],
  ['高 中', '60'],
  ['高中文化程度', '60'],
  ['初中', '70'],
  ['小学', '80'],
  ['其他', '90'],
  ['高中肄业', null],
  ['大', null],
  ['', null],
])('education %s is %s', (text, code) => {
  expect(readEducation(text)).toBe(code)
})

test('college is 10 to 30', () => {
  expect(['10', '20', '30', '40', '60', null].map(isCollege)).toEqual([true, true, true, false, false, false])
})

test.each([
  ['党组织书记', 'party_secretary', false],
  ['书记', 'party_secretary', false],
  ['党支部书记', 'party_secretary', false],
  ['村党支部书记', 'party_secretary', false],
  ['东河村党总支书记', 'party_secretary', false],
  ['村支书', 'party_secretary', false],
  ['社区党委书记', 'party_secretary', false],
  ['党组织副书记', 'party_deputy_secretary', false],
  ['副书记', 'party_deputy_secretary', false],
  ['支部副书记', 'party_deputy_secretary', false],
  ['支委', 'party_member', false],
  ['党支部委员', 'party_member', false],
  ['党组织委员', 'party_member', false],
  ['委员', 'party_member', false],
  ['纪检委员', 'party_member', false],
  ['主任', 'director', false],
  ['村委会主任', 'director', false],
  ['村民委员会主任', 'director', false],
  ['社区居委会主任', 'director', false],
  ['居民委员会主任', 'director', false],
  ['村（居）委会主任', 'director', false],
  ['村主任', 'director', false],
  ['副主任', 'deputy_director', false],
  ['村委会副主任', 'deputy_director', false],
  ['村委会委员', 'committee_member', false],
  ['居委会成员', 'committee_member', false],
  ['村委委员', 'committee_member', false],
  ['监委会主任', 'supervisor', false],
  ['村务监督委员会主任', 'supervisor', false],
  ['村（居）务监督委员会成员', 'supervisor', false],
  ['监督委员会委员', 'supervisor', false],
  ['监督委员', 'supervisor', false],
  ['书记兼主任', 'party_secretary', true],
  ['村党组织书记兼村委会主任', 'party_secretary', true],
  ['党支部书记、村委会主任', 'party_secretary', true],
  ['村委会主任、党支部书记', 'party_secretary', true],
  ['书记主任', 'party_secretary', true],
  ['党支部书记（一肩挑）', 'party_secretary', true],
  ['书记主任“一肩挑”', 'party_secretary', true],
  ['一肩挑', 'party_secretary', true],
  ['副书记、村委会委员', 'party_deputy_secretary', false],
  ['副书记兼副主任', 'party_deputy_secretary', false],
  ['村委会委员、副书记', 'party_deputy_secretary', false],
  ['村委会委员、妇联主席', 'committee_member', false],
  ['党支部　书记\n', 'party_secretary', false],
  ['director', 'director', false],
])('post %s is %s (both posts: %s)', (text, code, bothPosts) => {
  expect(readPost(text)).toEqual({ code, bothPosts })
})

test.each(['', '驻村第一书记', '会计', '妇联主席', '治保主任', '民兵连长', '书记员', '主任科员', '村医', "'; --"])(
  'post %j is none',
  (text) => {
    expect(readPost(text)).toBeNull()
  },
)

test('every post has its name, and reads back from it', () => {
  expect(posts.map((post) => post.code)).toEqual([...postCodes])
  for (const post of posts) expect(readPost(post.name)?.code).toBe(post.code)
})

test.each([
  ['致富带头人', 'wealth_leader'],
  ['退伍军人', 'veteran'],
  ['高校毕业生', 'graduate'],
  ['机关事业单位', 'public_body'],
  ['外出务工返乡', 'returned_worker'],
  ['社区工作者', 'community_worker'],
  ['其他', 'other'],
  ['海归', null],
])('source %s is %s', (text, code) => {
  expect(lists.readSource(text)).toBe(code)
})

test.each([
  [lists.readNomination, '个人自荐', 'self'],
  [lists.readNomination, '联名推荐', 'joint'],
  [lists.readNomination, '组织推荐', 'organisation'],
  [lists.readKinship, '妻子', 'spouse'],
  [lists.readKinship, '父亲', 'parent'],
  [lists.readKinship, '次女', 'child'],
  [lists.readKinship, '弟', 'sibling'],
  [lists.readKinship, '表哥', null],
  [lists.readSex, '男', 'male'],
  [lists.readSex, '女性', 'female'],
  [lists.readSex, '２', 'female'],
  [lists.readSex, '?', null],
] as const)('%p: %s is %s', (read, text, code) => {
  expect(read(text)).toBe(code)
})

test.each([
  ['是', true],
  ['√', true],
  ['１', true],
  ['否', false],
  ['0', false],
  ['×', false],
  ['', null],
  ['大概', null],
])('mark %j is %s', (text, mark) => {
  expect(readMark(text)).toBe(mark)
})

test('a code prints in the reader’s language, and an unknown one as it stands', () => {
  expect(nameOfCode(ethnicGroups, '02', 'zh-CN')).toBe('蒙古族')
  expect(nameOfCode(posts, 'director', 'en')).toBe('Director')
  expect(nameOfCode(educations, '99', 'zh-CN')).toBe('99')
})
