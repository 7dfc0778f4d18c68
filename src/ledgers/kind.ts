/** How a cell is read: as words, as a day or month, or as one of the parts that say who or which team is meant. */
export type Reading = 'name' | 'idNumber' | 'sex' | 'birth' | 'township' | 'village' | 'date' | 'words'

/** One column of a ledger. Heading and aliases are words of the format; `required` refuses a row that leaves it blank. */
export type LedgerColumn = {
  key: string
  heading: string
  aliases: readonly string[]
  reading: Reading
  required: boolean
}

export const kindKeys = [
  'sanctions',
  'debtors',
  'penalties',
  'admissions',
  'audits',
  'reserves',
  'difficult_teams',
  'pledges',
  'tip_offs',
] as const

export type KindKey = (typeof kindKeys)[number]

/**
 * A kind of ledger. `about`: a row must name a person, a team, or both. `seenByOffice`: the office reads it besides its
 * own department. `adverse`: a row may speak against somebody, so a new one that matches asks for a new look.
 */
export type LedgerKind = {
  key: KindKey
  about: 'people' | 'teams'
  seenByOffice: boolean
  adverse: boolean
  columns: readonly LedgerColumn[]
}

/** Names of a kind in every language stand in the catalogue `ledgers:kind`. */
export function kindOf(key: string): LedgerKind {
  return ledgerKinds.find((kind) => kind.key === key)!
}

export function isKind(word: unknown): word is KindKey {
  return kindKeys.includes(word as KindKey)
}

/** The columns that are a kind's own, besides who and where. */
export function ownColumns({ columns }: LedgerKind): LedgerColumn[] {
  return columns.filter(({ reading }) => reading === 'words' || reading === 'date')
}

export const openKinds: readonly KindKey[] = ['audits', 'reserves', 'difficult_teams', 'pledges']

const column = (key: string, reading: Reading, heading: string, ...aliases: string[]): LedgerColumn => {
  return { key, heading, aliases, reading, required: false }
}
const words = (key: string, heading: string, ...aliases: string[]) => column(key, 'words', heading, ...aliases)
const date = (key: string, heading: string, ...aliases: string[]) => column(key, 'date', heading, ...aliases)
const must = (one: LedgerColumn): LedgerColumn => ({ ...one, required: true })

const idNumber = column(
  'idNumber',
  'idNumber',
  '身份证号',
  '公民身份号码',
  '身份证号码',
  '证件号码',
  '身份证',
  '证件号',
)
const sex = column('sex', 'sex', '性别')
const birth = column('birth', 'birth', '出生年月', '出生日期', '出生年月日', '出生时间')
const township = column(
  'township',
  'township',
  '乡镇（街道）',
  '乡镇',
  '镇街',
  '乡镇街道',
  '所在乡镇',
  '街道',
  '所属乡镇',
)
const village = column(
  'village',
  'village',
  '村（社区）',
  '村',
  '社区',
  '所在村',
  '村社区',
  '所在村社区',
  '村名',
  '所属村',
)
const remarks = words('remarks', '备注', '说明')

/** Who a row is about; ledgers call the person by different words. */
function person(...names: string[]): LedgerColumn[] {
  return [column('name', 'name', '姓名', ...names), idNumber, sex, birth, township, village]
}

function kind(key: KindKey, about: LedgerKind['about'], adverse: boolean, columns: LedgerColumn[]): LedgerKind {
  return { key, about, adverse, seenByOffice: openKinds.includes(key), columns: [...columns, remarks] }
}

export const ledgerKinds: readonly LedgerKind[] = [
  kind('sanctions', 'people', true, [
    ...person('受处分人', '被处分人', '干部姓名'),
    must(words('sanction', '处分种类', '处分类型', '处分', '处分档次', '处理种类', '处理方式')),
    date('effect', '处分时间', '生效日期', '处分日期', '处分决定日期', '生效时间', '决定日期'),
    date('end', '影响期至', '影响期满', '影响期满日期', '处分期满', '截止日期', '影响期截止'),
    words('document', '处分文号', '文号', '决定文号', '处分决定文号'),
    words('body', '处分机关', '决定机关', '作出机关', '批准机关'),
    words('facts', '主要违纪事实', '违纪事实', '违纪违法事实', '案由'),
  ]),
  kind('debtors', 'people', true, [
    ...person('被执行人', '失信被执行人', '被执行人姓名', '失信被执行人姓名'),
    must(words('case', '案号', '执行案号', '执行依据文号')),
    words('court', '执行法院', '法院'),
    date('filed', '立案日期', '立案时间'),
    date('listed', '发布日期', '列入日期', '发布时间', '公布日期'),
    words('conduct', '失信行为', '失信行为具体情形', '失信情形'),
    words('performance', '履行情况', '被执行人的履行情况'),
  ]),
  kind('penalties', 'people', true, [
    ...person('被处罚人', '违法行为人', '当事人'),
    must(words('penalty', '处罚种类', '处罚类型', '行政处罚', '处罚内容', '处罚结果')),
    words('cause', '违法事由', '违法行为', '案由', '事由'),
    date('decided', '处罚日期', '处罚时间', '决定日期', '处罚决定日期'),
    words('document', '处罚决定书文号', '文书号', '决定书文号', '文号', '处罚文号'),
    words('body', '处罚机关', '作出机关', '办案单位', '决定机关'),
    words('basis', '查询依据', '依据'),
  ]),
  kind('admissions', 'people', true, [
    ...person('党员姓名', '违规发展党员姓名'),
    date('joined', '入党时间', '入党日期', '入党年月'),
    words('branch', '所在党支部', '党支部', '所在支部', '接收支部'),
    must(words('issue', '违规情形', '违规问题', '存在问题', '问题')),
    words('handling', '处理情况', '处置情况', '处理结果', '处置意见'),
    words('settled', '是否处理完毕', '是否办结', '处理完毕'),
  ]),
  kind('audits', 'teams', true, [
    must(township),
    must(village),
    column('name', 'name', '被审计人', '姓名', '被审计对象', '被审计干部'),
    idNumber,
    words('period', '审计期间', '任期', '审计时段'),
    words('document', '审计报告文号', '文号', '报告文号'),
    date('reported', '报告日期', '审计日期', '出具日期'),
    words('issues', '审计问题', '发现问题', '主要问题', '存在问题'),
    must(words('state', '整改情况', '整改状态', '是否整改', '整改结果')),
  ]),
  kind('reserves', 'people', false, [
    ...person('后备干部', '后备干部姓名'),
    words('post', '现任职务', '现职务', '工作单位及职务'),
    words('education', '学历', '文化程度'),
    words('origin', '来源', '来源类别', '人选来源'),
    date('listed', '入库时间', '入库日期', '列入时间'),
  ]),
  kind('difficult_teams', 'teams', false, [
    must(township),
    must(village),
    must(words('difficulty', '难点类型', '难点', '主要问题', '存在问题', '难点情形')),
    words('responsible', '包联领导', '包村领导', '责任人', '包保领导'),
    words('measures', '化解措施', '措施', '一村一策', '整治措施'),
    words('state', '进展情况', '化解情况', '进展', '是否销号'),
  ]),
  kind('pledges', 'people', false, [
    ...person('承诺人', '承诺人姓名'),
    words('post', '拟任职务', '竞职职务', '拟任（竞）职务'),
    must(words('signed', '是否签订', '是否签署', '签订情况', '签署情况')),
    date('signedOn', '签订日期', '签署日期', '签订时间', '签署时间'),
  ]),
  kind('tip_offs', 'people', true, [
    ...person('被反映人', '被举报人', '被反映人姓名', '被举报人姓名'),
    date('received', '收到日期', '受理日期', '收到时间', '登记日期', '受理时间'),
    words('channel', '来源渠道', '线索来源', '举报方式', '反映渠道'),
    must(words('gist', '反映内容', '主要内容', '举报内容', '线索内容', '反映问题')),
    words('handling', '办理情况', '处置情况', '核查情况', '办理结果'),
  ]),
]
