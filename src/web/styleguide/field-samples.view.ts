import type { Sample } from './samples.view'

/** What a form is made of: as it comes, with help, with a problem, filled in. */
export function fieldSamples(word: (key: string) => string): Sample[] {
  const plain = { label: word('name'), problem: '' }
  const options = ['one', 'two'].map((value) => ({ value, label: word(value) }))
  const wrong = { ...plain, problem: word('problem'), help: word('help') }
  const states = (component: string, more: object, empty: object, full: object): Sample[] => [
    { component, state: word('empty'), locals: { ...plain, ...more, ...empty, name: `sample-${component}` } },
    {
      component,
      state: word('wrong'),
      locals: { ...wrong, ...more, ...full, name: `sample-${component}-wrong`, id: `sample-${component}-wrong` },
    },
  ]
  return [
    ...states('field', {}, { required: false }, { value: word('person') }),
    ...['date', 'day', 'file', 'textarea', 'search'].map((type) => ({
      component: 'field',
      state: type,
      locals: { ...plain, type, name: `sample-${type}` },
    })),
    ...states('select', { options }, { empty: word('all') }, { value: 'two' }),
    ...states('radios', { options }, {}, { value: 'two' }),
    { component: 'radios', state: word('row'), locals: { ...plain, options, name: 'sample-row', row: true } },
    ...states('checkbox', {}, {}, { checked: true }),
    ...states('boxes', {}, { boxes: options }, { boxes: options.map((box) => ({ ...box, checked: true })) }),
    {
      component: 'hint',
      state: word('wrong'),
      locals: { id: 'sample-hint', help: word('help'), problem: word('problem') },
    },
    {
      component: 'problems',
      state: word('wrong'),
      locals: { page: { problems: [{ field: 'sample-field-wrong', text: word('problem') }] } },
    },
    {
      component: 'filters',
      state: '',
      locals: {
        action: '/styleguide',
        fields: [{ as: 'select', ...plain, id: 'sample-filter', name: 'kind', options, empty: word('all') }],
        clear: '/styleguide',
      },
    },
    {
      component: 'filters-printed',
      state: '',
      locals: { fields: [{ ...plain, value: word('all') }] },
    },
  ]
}
