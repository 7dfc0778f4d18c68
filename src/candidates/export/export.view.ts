import type { Message } from '../../lib/message'
import { say, type Translate } from '../../locales/translate'
import type { Township } from '../../organisations/organisation'
import type { Form } from '../../web/pages/form'

type Given = { townships: Township[]; township: string; problem?: Message }

/** What a roster that is taken out holds, and of which township it shall be. */
export function exportPage({ t }: { t: Translate }, { townships, township, problem }: Given) {
  const options = townships.map(({ id, name }) => ({ value: id, label: name }))
  const choice = { as: 'select' as const, name: 'township', label: t('candidates:export.township'), value: township }
  const form: Form = {
    action: '/candidates/exports',
    button: t('candidates:export.button'),
    cancel: '/candidates',
    fields: options.length ? [{ ...choice, options, empty: t('candidates:export.all') }] : [],
  }
  return {
    title: t('candidates:export.title'),
    breadcrumbs: [{ label: t('candidates:list.title'), href: '/candidates' }, { label: t('candidates:export.title') }],
    problems: problem ? [{ field: options.length ? 'township' : '', text: say(t, problem) }] : [],
    words: ['what', 'numbers', 'long'].map((key) => t(`candidates:export.${key}`)),
    form,
  }
}
