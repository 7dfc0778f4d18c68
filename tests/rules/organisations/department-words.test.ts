import { findDepartment } from '../../../src/organisations/departments/department-words'
import { departmentRosters, departmentsPreset } from '../../../src/organisations/departments/departments-preset'

test.each([
  ['police', 'police'],
  ['公安', 'police'],
  ['公安局', 'police'],
  ['县公安局', 'police'],
  ['和林格尔县公安局', 'police'],
  ['示例市示例区公安分局', 'police'],
  ['县纪委监委', 'discipline'],
  ['中共和林格尔县纪律检查委员会', 'discipline'],
  ['区纪委', 'discipline'],
  ['组织部', 'organisation'],
  ['县委组织部', 'organisation'],
  ['宣传部', 'publicity'],
  ['县委统战部', 'united_front'],
  ['县委政法委', 'political_legal'],
  ['人民法院', 'court'],
  ['和林格尔县人民法院', 'court'],
  ['县检察院', 'procuratorate'],
  ['县人民检察院', 'procuratorate'],
  ['司法局', 'justice'],
  ['信访局', 'petitions'],
  ['县民政局', 'civil_affairs'],
  ['农业农村局', 'agriculture'],
  ['县农业农村局', 'agriculture'],
  ['财政局', 'finance'],
  ['审计局', 'audit_office'],
  ['县自然资源局', 'natural_resources'],
  ['住房和城乡建设局', 'housing'],
  ['市生态环境局和林格尔分局', 'environment'],
  ['卫健委', 'health'],
  ['应急管理局', 'emergency'],
  ['国家税务总局和林格尔县税务局', 'tax'],
  ['人力资源和社会保障局', 'labour'],
  ['市场监督管理局', 'market'],
  ['市市场监管局', 'market'],
  ['教 育 局', 'education'],
  ['', null],
  ['公安局家属院', null],
  ['法务部', null],
  ['某公司财政局', null],
  ['市场', null],
  ['县委', null],
  ['constructor', null],
])('%j is %s', (text, key) => {
  expect(findDepartment(text, departmentsPreset)?.key ?? null).toBe(key)
})

test('a county’s own names come first, and only its own departments are found', () => {
  const own = [
    { key: 'police', name: '公安机关（治安）' },
    { key: 'own_1', name: '公安局' },
  ]
  expect(findDepartment('公安局', own)?.key).toBe('own_1')
  expect(findDepartment('县公安局', own)?.key).toBe('police')
  expect(findDepartment('税务局', own)).toBeNull()
})

test('the rosters name known departments, as many as they say', () => {
  const known = departmentsPreset.map((department) => department.key)
  expect(Object.values(departmentRosters).map((roster) => roster.length)).toEqual([12, 13, 15])
  for (const roster of Object.values(departmentRosters)) for (const key of roster) expect(known).toContain(key)
})
