import type { Translate } from '../locales/translate'
import type { Form, FormField, Typed } from '../web/pages/form'
import { type County, type CountyShape, type Team, type Township, unnamedCounty } from './organisation'
import {
  apart,
  keptForm,
  positionField,
  problemsApart,
  settingsCrumbs,
  type Refused,
  type Table,
} from './settings-form.view'

export function countyPage(t: Translate, county: County | null, refused?: Refused) {
  const kept = keptForm(t, county ?? unnamedCounty, refused, countyFields)
  const form: Form = { action: '/settings/county', button: t('organisations:form.save'), cancel: '/settings', ...kept }
  return {
    title: t('organisations:county.title'),
    breadcrumbs: settingsCrumbs(t),
    problems: refused?.again.problems,
    form,
  }
}

function countyFields(t: Translate, typed: Typed): FormField[] {
  return [
    {
      as: 'field',
      name: 'name',
      label: t('organisations:county.name'),
      value: typed['name'],
      help: t('organisations:county.nameHelp'),
    },
    codeField(t('organisations:county.code'), typed['code'], t('organisations:county.codeHelp')),
  ]
}

export function townshipsPage(t: Translate, shape: CountyShape, refused?: Refused) {
  const teams = shape.reduce((sum, township) => sum + township.teams.length, 0)
  return {
    title: t('organisations:townships.title'),
    lead: t('organisations:townships.lead', { townships: shape.length, teams }),
    breadcrumbs: settingsCrumbs(t),
    actions: [{ label: t('organisations:import.title'), href: '/settings/import', tone: 'primary' as const }],
    problems: refused?.again.problems,
    empty: { title: t('organisations:townships.empty'), text: t('organisations:townships.emptyText') },
    table: townshipsTable(t, shape),
    form: {
      title: t('organisations:townships.add'),
      action: '/settings/townships',
      button: t('organisations:form.add'),
      fields: newTownshipFields(t, refused?.typed ?? {}),
    } satisfies Form,
  }
}

/** `about` says which of the two forms came back. */
export function townshipPage(
  t: Translate,
  township: Township,
  teams: Team[],
  refused?: Refused & { about: 'township' | 'team' },
) {
  const [own, added] = [
    refused?.about === 'township' ? refused : undefined,
    refused?.about === 'team' ? refused : undefined,
  ]
  const teamForm: Form = {
    title: t('organisations:team.add'),
    action: `/settings/townships/${township.id}/teams`,
    button: t('organisations:form.add'),
    fields: apart(newTeamFields(t, added?.typed ?? {}), 'team', added),
  }
  const form: Form = {
    title: t('organisations:township.change'),
    action: `/settings/townships/${township.id}`,
    button: t('organisations:form.save'),
    ...keptForm(t, township, own, townshipFields),
  }
  return {
    title: township.name,
    lead: t('organisations:township.lead', { count: teams.length }),
    breadcrumbs: settingsCrumbs(t, { label: t('organisations:townships.title'), href: '/settings/townships' }),
    problems: added ? problemsApart(added, 'team') : own?.again.problems,
    empty: { title: t('organisations:township.empty'), text: t('organisations:township.emptyText') },
    table: teamsTable(t, teams),
    teamForm,
    form,
  }
}

export function teamPage(t: Translate, township: Township, team: Team, refused?: Refused) {
  const back = { label: township.name, href: `/settings/townships/${township.id}` }
  const form: Form = {
    action: `/settings/teams/${team.id}`,
    button: t('organisations:form.save'),
    cancel: back.href,
    ...keptForm(t, team, refused, teamFields),
  }
  return {
    title: team.name,
    breadcrumbs: settingsCrumbs(t, { label: t('organisations:townships.title'), href: '/settings/townships' }, back),
    problems: refused?.again.problems,
    form,
  }
}

function townshipsTable(t: Translate, shape: CountyShape): Table {
  const seats = (teams: Team[]) => teams.reduce((sum, team) => sum + (team.seats ?? 0), 0)
  const villages = (teams: Team[]) => teams.filter(({ kind }) => kind === 'village').length
  const columns = ['township', 'code', 'villages', 'communities', 'seats'].map((name) => ({
    label: t(`organisations:column.${name}`),
    number: name !== 'township' && name !== 'code',
  }))
  const rows = shape.map(({ id, name, code, teams }) => [
    { text: name, href: `/settings/townships/${id}` },
    { text: code ?? '' },
    ...[villages(teams), teams.length - villages(teams), seats(teams)].map((count) => ({
      text: String(count),
      number: true,
    })),
  ])
  return { caption: t('organisations:townships.title'), columns, rows }
}

function teamsTable(t: Translate, teams: Team[]): Table {
  const columns = ['team', 'kind', 'code', 'seats'].map((name) => ({
    label: t(`organisations:column.${name}`),
    number: name === 'seats',
  }))
  const rows = teams.map(({ id, name, kind, code, seats }) => [
    { text: name, href: `/settings/teams/${id}` },
    { text: t(`organisations:kind.${kind}`) },
    { text: code ?? '' },
    { text: seats === null ? '' : String(seats), number: true },
  ])
  return { caption: t('organisations:team.list'), columns, rows }
}

function newTownshipFields(t: Translate, typed: Typed): FormField[] {
  return [
    { as: 'field', name: 'name', label: t('organisations:township.name'), value: typed['name'] },
    codeField(t('organisations:township.code'), typed['code'], t('organisations:township.codeHelp'), false),
  ]
}

function townshipFields(t: Translate, typed: Typed): FormField[] {
  return [...newTownshipFields(t, typed), positionField(t, typed)]
}

function newTeamFields(t: Translate, typed: Typed): FormField[] {
  return [
    { as: 'field', name: 'name', label: t('organisations:team.name'), value: typed['name'] },
    kindField(t, typed),
    codeField(t('organisations:team.code'), typed['code'], t('organisations:team.codeHelp'), false),
    {
      as: 'field',
      name: 'seats',
      label: t('organisations:team.seats'),
      value: typed['seats'],
      width: 'short',
      inputmode: 'numeric',
      required: false,
    },
  ]
}

function teamFields(t: Translate, typed: Typed): FormField[] {
  return [...newTeamFields(t, typed), positionField(t, typed)]
}

function kindField(t: Translate, typed: Typed): FormField {
  const options = (['village', 'community'] as const).map((value) => ({
    value,
    label: t(`organisations:kind.${value}`),
  }))
  return {
    as: 'radios',
    name: 'kind',
    label: t('organisations:column.kind'),
    value: typed['kind'] || 'village',
    options,
    row: true,
  }
}

function codeField(label: string, value: string | undefined, help: string, required?: false): FormField {
  return { as: 'field', name: 'code', label, value, help, required, width: 'middle', inputmode: 'numeric' }
}
