import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import { fieldSamples } from './field-samples.view'
import { listSamples } from './list-samples.view'

/** One state of a component: its locals, in words which state it is, and what it needs around it. */
export type Sample = { component: string; state: string; locals: object; around?: 'table' }

/** The states of every component, in the words of the page's language. */
export function samplesOf(t: Translate): Sample[] {
  const word = (key: string) => t(`styleguide:sample.${key}`)
  return [...markSamples(word), ...fieldSamples(word), ...listSamples(word), ...partSamples(word)]
}

const tones: Tone[] = ['clear', 'bar', 'refer', 'hold', 'disputed', 'waiting', 'returned', 'gap', 'plain']

function markSamples(word: (key: string) => string): Sample[] {
  return [
    ...tones.map((tone) => ({ component: 'status', state: tone, locals: { tone, text: word(`tone.${tone}`) } })),
    ...tones.map((tone) => ({ component: 'tag', state: tone, locals: { tone, text: word(`tone.${tone}`) } })),
    { component: 'icon', state: 'calendar', locals: { name: 'calendar' } },
    {
      component: 'breadcrumbs',
      state: '',
      locals: { crumbs: [{ label: word('list'), href: '/styleguide' }, { label: word('place') }] },
    },
    { component: 'pieces', state: '', locals: { pieces: [word('place'), word('person')] } },
    { component: 'progress', state: '', locals: { label: word('list'), value: 7, max: 10, text: '70%' } },
    {
      component: 'parts',
      state: '',
      locals: {
        label: word('list'),
        parts: [
          { x: 0, width: 60, tone: 'clear' },
          { x: 60, width: 15, tone: 'bar' },
        ],
      },
    },
  ]
}

function partSamples(word: (key: string) => string): Sample[] {
  const day = '2026-01-10'
  return [
    {
      component: 'facts',
      state: '',
      locals: {
        rows: [
          { label: word('name'), text: word('person'), strong: true },
          { label: word('place'), text: word('village'), href: '/styleguide' },
        ],
      },
    },
    {
      component: 'timeline',
      state: '',
      locals: {
        events: [
          { when: day, datetime: day, text: word('signed'), who: word('person'), tone: 'clear' },
          { when: day, text: word('sent') },
        ],
      },
    },
    ...['accent', 'bar'].map((tone) => ({
      component: 'confirm',
      state: tone,
      locals: {
        tone,
        action: '/styleguide',
        title: word('confirm'),
        text: word('confirmText'),
        button: word('button'),
        cancel: '/styleguide',
      },
    })),
    { component: 'evidence', state: '', locals: { evidence: evidence(word) } },
    { component: 'csrf', state: word('unseen'), locals: {} },
    { component: 'hidden', state: word('unseen'), locals: { name: 'sample-hidden', value: '1' } },
  ]
}

function evidence(word: (key: string) => string) {
  const about = ['N07', 'pdf', '1.2 MB', '2026-01-10 09:00', word('person')]
  const file = { status: null, href: '/styleguide', about, removal: '', removed: '' }
  const waiting = { text: word('tone.waiting'), tone: 'waiting' }
  return {
    id: 'sample-evidence',
    title: word('files'),
    files: [
      { ...file, id: 'sample-long', name: word('longFile'), removal: '/styleguide' },
      { ...file, id: 'sample-waiting', name: 'a.pdf', href: '', status: waiting },
      { ...file, id: 'sample-removed', name: 'b.pdf', href: '', removed: word('removed') },
    ],
    upload: { action: '/styleguide', accept: '.pdf', items: [], help: word('help') },
    full: '',
  }
}
