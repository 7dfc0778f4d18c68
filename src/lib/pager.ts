/** Where a page of a list begins, how many rows it shows and holds at most, and how many there are in all. */
export type Part = { skip: number; shown: number; size: number; total: number }

/** The locals of components/pager. `href` is the address of the page that begins after so many rows. */
export function pagerAt({ skip, shown, size, total }: Part, href: (skip: number) => string) {
  return {
    from: shown ? skip + 1 : 0,
    to: skip + shown,
    total,
    previous: skip > 0 ? href(Math.max(0, skip - size)) : undefined,
    next: skip + shown < total ? href(skip + size) : undefined,
  }
}
