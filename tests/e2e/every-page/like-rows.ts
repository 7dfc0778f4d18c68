/**
 * Runs in the page: of rows, list items, choices and parts of a picture that are built alike, two stay. To the rules of
 * accessibility the fiftieth row of the same elements, classes, roles and kinds of attribute is the first one again, and
 * measuring its colours takes most of the time. What differs in anything but words, addresses and ids is not alike.
 */
export const dropLikeRows = `(() => {
  const words = new Set(['id', 'href', 'value', 'for', 'name', 'datetime', 'action', 'title', 'src', 'alt', 'aria-label',
    'aria-labelledby', 'aria-describedby', 'selected', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'd'])
  const said = ({ name, value }) => name + (words.has(name) || name.startsWith('data-') ? Boolean(value) : value)
  const known = new Map()
  const build = (node) => known.get(node) ?? known.set(node, built(node)).get(node)
  const built = (node) => node.nodeType === 3 ? (node.data.trim() ? 'x' : '') : node.nodeType !== 1 ? '' :
    node.tagName + [...node.attributes].map(said).sort() + '(' + [...node.childNodes].map(build).join('') + ')'
  for (const parent of document.querySelectorAll('tbody, ul, ol, select, datalist, svg, svg g, svg a')) {
    const seen = new Map()
    for (const row of [...parent.children]) {
      const like = build(row)
      seen.set(like, (seen.get(like) ?? 0) + 1)
      if (seen.get(like) > 2) row.remove()
    }
  }
})()`
