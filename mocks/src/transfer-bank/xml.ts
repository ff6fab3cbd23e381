/** XML written element by element: text is escaped, what is empty is left out. */

export type Xml = { readonly xml: string }
type Content = Xml | string | undefined | readonly Content[]

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string =>
  // Control characters cannot stand in XML 1.0, not even escaped.
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ')
    .replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)

function put(content: Content): string {
  if (content === undefined) return ''
  if (typeof content === 'string') return escaped(content)
  return 'xml' in content ? content.xml : content.map(put).join('')
}

/** Returns `<name …>content</name>`, or nothing where there is no content. */
export function el(name: string, content: Content, attributes: Readonly<Record<string, string>> = {}): Xml {
  const inner = put(content)
  if (inner === '') return { xml: '' }
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return { xml: `<${name}${written.join('')}>${inner}</${name}>` }
}

/** Returns a whole document in UTF-8. */
export const xmlDocument = (namespace: string, content: Content): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${el('Document', content, { xmlns: namespace }).xml}\n`
