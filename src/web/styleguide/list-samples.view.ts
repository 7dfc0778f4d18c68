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
    { component: 'pager', state: '', locals: { from: 51, to: 100, total: 312, previous: '#', next: '#' } },
    {
      component: 'empty',
      state: '',
      locals: { title: word('nothing'), text: word('help'), action: { label: word('button'), href: '#' } },
    },
  ]
}
