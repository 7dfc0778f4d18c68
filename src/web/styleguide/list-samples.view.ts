import type { Sample } from './samples.view'

/** What a list is made of: its head, its leaves, and what stands there when nothing does. */
export function listSamples(word: (key: string) => string): Sample[] {
  return [
    {
      component: 'head',
      state: '',
      around: 'table',
      locals: {
        columns: [
          { label: word('name'), href: '/styleguide?sort=name', sorted: 'ascending' },
          { label: word('place'), href: '/styleguide?sort=place' },
          { label: word('count'), number: true },
        ],
      },
    },
    {
      component: 'table',
      state: '',
      locals: {
        caption: word('list'),
        tick: { name: 'sample-tick', label: word('name'), all: word('all') },
        columns: [
          { key: 'name', label: word('name'), href: '#', sorted: 'descending' },
          { key: 'state', label: word('state') },
          { key: 'count', label: word('count'), number: true },
        ],
        rows: ['clear', 'bar'].map((tone) => ({
          tick: { value: tone, label: word('person') },
          cells: { name: name(word), state: { tone, text: word(`tone.${tone}`) }, count: { text: '12' } },
        })),
      },
    },
    { component: 'cell', state: '', locals: name(word) },
    { component: 'cell', state: word('state'), locals: { tone: 'hold', text: word('tone.hold') } },
    { component: 'cell', state: '', locals: { text: word('person'), at: '2026-01-10 09:00' } },
    { component: 'list-tools', state: '', locals: tools(word) },
    {
      component: 'listing',
      state: word('nothing'),
      locals: {
        tools: { ...tools(word), list: 'outcomes' },
        table: { caption: word('list'), columns: [], rows: [] },
        empty: { title: word('nothing'), text: word('help') },
      },
    },
    { component: 'many', state: '', locals: { act: word('button'), onPage: '50', all: '312' } },
    { component: 'pager', state: '', locals: { from: 51, to: 100, total: 312, previous: '#', next: '#' } },
    {
      component: 'empty',
      state: '',
      locals: { title: word('nothing'), text: word('help'), action: { label: word('button'), href: '#' } },
    },
  ]
}

/** Own views, columns and the workbook of a list. */
function tools(word: (key: string) => string) {
  return {
    list: 'candidates',
    address: '/candidates?sort=name',
    keeps: true,
    mayKeep: true,
    saved: [{ name: word('list'), href: '#', current: true }],
    columns: [{ key: 'place', label: word('place'), shown: true }],
    workbook: { href: '#', label: 'Excel' },
  }
}

/** A cell with all that it may hold. */
function name(word: (key: string) => string) {
  const tags = [{ text: word('tone.refer'), tone: 'refer' }]
  return { text: word('person'), href: '#', tags, under: word('village'), also: [] }
}
