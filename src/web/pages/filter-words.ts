type Filter = { label?: string; value?: unknown; options?: { value: unknown; label: string }[] }

/** The filters in force, each as `label: what is chosen`: for the sheet, where no field is printed. */
export function filterWords(filters: Filter[], colon: string): string[] {
  const set = filters.filter(({ label, value }) => label && value)
  return set.map(({ label, value, options }) => {
    const chosen = options?.find((option) => option.value === value)
    return `${label}${colon}${chosen?.label ?? String(value)}`
  })
}
