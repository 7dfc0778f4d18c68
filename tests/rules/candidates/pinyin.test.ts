import { spellName } from '../../../src/candidates/pinyin'

test.each([
  ['单雄信', 'shanxiongxin', 'sxx'],
  ['曾国藩', 'zengguofan', 'zgf'],
  ['仇英', 'qiuying', 'qy'],
  ['欧阳锋', 'ouyangfeng', 'oyf'],
  ['尉迟恭', 'yuchigong', 'ycg'],
  ['吕布', 'lvbu', 'lb'],
  ['买买提·吐尔逊', 'maimaitituerxun', 'mmttex'],
])('%s is spelt %s (%s)', (name, pinyin, initials) => {
  expect(spellName(name)).toEqual({ pinyin, initials })
})
