import { bare } from '../../lib/tidy'
import { departmentsPreset } from './departments-preset'

/**
 * The department that a clerk's words mean: by key, by its own name, or by a usual form (县公安局, 人民法院, 县委宣传部).
 * Null when none, or more than one, could be meant. `departments` may be a county's own, renamed ones.
 */
export function findDepartment<D extends { key: string; name: string }>(
  text: string,
  departments: readonly D[],
): D | null {
  const wanted = bare(text)
  if (wanted === '') return null
  const named = departments.filter((department) => department.key === text.trim() || bare(department.name) === wanted)
  if (named.length > 0) return named.length === 1 ? named[0]! : null
  const meant = departments.filter((department) => usualForms(department.key).some((form) => isFormOf(wanted, form)))
  return meant.length === 1 ? meant[0]! : null
}

/** Usual forms besides the preset's name, without the place before them. */
const forms: Record<string, readonly string[]> = {
  discipline: [
    '纪委监委机关',
    '纪委',
    '监委',
    '纪检监察',
    '纪检监察机关',
    '纪律检查委员会',
    '监察委员会',
    '纪委监察委',
  ],
  organisation: ['组织', '组织部门'],
  publicity: ['宣传部'],
  united_front: ['统战部', '统一战线工作部'],
  political_legal: ['政法', '政法委员会'],
  police: ['公安局', '公安机关'],
  court: ['人民法院'],
  procuratorate: ['检察', '人民检察院'],
  justice: ['司法局'],
  petitions: ['信访局', '信访办', '信访办公室'],
  civil_affairs: ['民政局'],
  agriculture: ['农业农村局', '农牧局', '农业农村和水利局', '农牧和科技局'],
  finance: ['财政局'],
  audit_office: ['审计局'],
  natural_resources: ['自然资源局', '自然资源和规划局', '自然资源与规划局', '自规局'],
  housing: ['住建局', '住房和城乡建设局', '住房城乡建设局', '住房和城乡建设'],
  environment: ['生态环境局', '生态环境分局', '环保局', '环保'],
  health: ['卫健局', '卫健委', '卫生健康局', '卫生健康委', '卫生健康委员会', '卫生健康'],
  emergency: ['应急管理局', '应急局', '应急'],
  tax: ['税务局'],
  labour: ['人社局', '人力资源和社会保障局', '人力资源社会保障局', '人力资源和社会保障'],
  market: ['市场监管局', '市场监督管理局', '市场监督管理', '市监局'],
  education: ['教育局', '教体局', '教育体育局', '教育和体育局'],
}

function usualForms(key: string): readonly string[] {
  const preset = departmentsPreset.find((department) => department.key === key)
  return preset ? [preset.name, ...(forms[key] ?? [])] : []
}

/** Before a form only a place may stand, after it only a branch: 县公安局 is the police, 公安局家属院 and 公司法务部 are not. */
function isFormOf(text: string, form: string): boolean {
  const at = text.lastIndexOf(form)
  return at >= 0 && placeBefore.test(text.slice(0, at)) && branchAfter.test(text.slice(at + form.length))
}

const placeBefore = /^((中共|国家税务总局)?\p{Script=Han}{0,11}[省市县区旗州盟](委|级|人民政府)?|国家税务总局)?$/u
const branchAfter = /^(\p{Script=Han}{1,10}分局|分局)?$/u
