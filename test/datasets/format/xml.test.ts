import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  childrenOf,
  maxAttributes,
  maxElements,
  readXml,
  textOfChild,
  type XmlElement,
} from '../../../src/datasets/format/xml.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { damaged, returnsOrRefuses } from './damage.ts'

function read(content: string | Uint8Array): XmlElement[] {
  const items: XmlElement[] = []
  readXml(sourceOf(content, 'x.xml'), { root: 'root', item: 'item' }, item => items.push(item))
  return items
}
const refusal = (content: string | Uint8Array) => refusalOf(() => read(content))

describe('items', () => {
  test('are trees with lines, attributes and their own text', () => {
    const [item, ...others] = read(
      '<?xml version="1.0"?>\n<root>\n<other><item/></other>\n<item a="1"\n b="&lt;&#x3B2;">x<![CDATA[<y>]]><c> z </c><c/></item></root>',
    )
    expect(others).toEqual([])
    expect(item).toMatchObject({ name: 'item', text: 'x<y>' })
    expect([...(item?.attributes ?? [])]).toEqual([
      ['a', '1'],
      ['b', '<β'],
    ])
    const children = item ? childrenOf(item, 'c') : []
    expect(children.map(child => child.text)).toEqual([' z ', ''])
    expect(item && textOfChild(item, 'c')).toBe(' z ')
    expect(item && textOfChild(item, 'd')).toBeNull()
  })

  test('know the line that they stand on', () => {
    const lines = read('<root>\n<item/>\r\n\r\n<item>\n<a/></item></root>').map(({ line, children }) => [
      line,
      ...children.map(child => child.line),
    ])
    expect(lines).toEqual([[2], [4, 5]])
  })

  test('have LF for line ends, but a carriage return that is written as a character stays', () => {
    expect(read('<root><item>a\r\nb\rc&#xD;d</item></root>').map(({ text }) => text)).toEqual(['a\nb\nc\rd'])
  })

  test('may have names that objects have', () => {
    const [item] = read('<root><item __proto__="a" constructor="b"><toString/></item></root>')
    expect(item?.attributes.get('__proto__')).toBe('a')
    expect(item?.attributes.get('constructor')).toBe('b')
  })
})

describe('a document type', () => {
  test('elsewhere is passed over', () => {
    expect(read('<!DOCTYPE root SYSTEM "no-such.dtd"><root><item/></root>')).toHaveLength(1)
    expect(read('<!DOCTYPE root PUBLIC "-//X" "http://127.0.0.1:1/x.dtd"><root><item/></root>')).toHaveLength(1)
  })

  test('with declarations other than entities is passed over', () => {
    expect(read('<!DOCTYPE root [\n<!ELEMENT root (item*)>\n]>\n<root><item/></root>')).toHaveLength(1)
  })

  test('with entities is refused, whether they multiply or reach out', () => {
    const levels = Array.from({ length: 9 }, (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at};`.repeat(10)}">`)
    const laughs = `<?xml version="1.0"?>\n<!DOCTYPE root [<!ENTITY lol0 "lol">\n${levels.join('\n')}]>\n<root><item>&lol9;</item></root>`
    expect(refusal(laughs)).toBe(
      'x.xml:11: the entity "lol0" is declared; entities are not expanded: write what it stands for, and remove it',
    )
    const outside = '<!DOCTYPE root [<!ENTITY x SYSTEM "file:///etc/passwd">]><root><item>&x;</item></root>'
    expect(refusal(outside)).toMatch(/^x\.xml:1: the entity "x" is declared/)
    const parameter = '<!DOCTYPE root [<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]><root/>'
    expect(refusal(parameter)).toMatch(/^x\.xml:1: the entity "p" is declared/)
  })

  test.each(['nbsp', 'constructor', 'toString'])('does not define &%s;', entity => {
    expect(refusal(`<root>\n<item>&${entity};</item></root>`)).toBe(
      'x.xml:2: not well-formed XML: undefined entity; write the character that it stands for',
    )
  })
})

describe('limits', () => {
  test('depth', () => {
    const nested = (depth: number) => `<root><item>${'<a>'.repeat(depth - 2)}${'</a>'.repeat(depth - 2)}</item></root>`
    expect(read(nested(64))).toHaveLength(1)
    expect(refusal(nested(65))).toBe('x.xml:1: elements in elements, more than 64 deep')
    expect(refusal(`<root>${'<a>'.repeat(1_000_000)}`)).toMatch(/more than 64 deep/)
  })

  test('attributes', () => {
    const many = (count: number) =>
      `<root><item ${Array.from({ length: count }, (_, at) => `a${at}=""`).join(' ')}/></root>`
    expect(read(many(maxAttributes))).toHaveLength(1)
    expect(refusal(many(maxAttributes + 1))).toBe('x.xml:1: an element with more than 64 attributes')
  })

  test('elements of one item, not of all', () => {
    expect(refusal(`<root><item>${'<a/>'.repeat(maxElements)}</item></root>`)).toBe(
      'x.xml:1: <item> holds more than 250000 elements',
    )
    expect(read(`<root>${'<item/>'.repeat(1000)}</root>`)).toHaveLength(1000)
  })
})

describe('refuses', () => {
  test.each([
    ['', /^x\.xml: the file is empty$/],
    ['<root>\n<item>', /^x\.xml:2: not well-formed XML: unclosed tag: item/],
    ['<root>\n<item></root>', /^x\.xml:2: not well-formed XML: unexpected close tag/],
    ['<root>\n<item a="1" a="2"/></root>', /^x\.xml:2: not well-formed XML: duplicate attribute/],
    ['<root>\n<item>\u0001</item></root>', /^x\.xml:2: not well-formed XML: disallowed character/],
    ['<root/><root/>', /^x\.xml:1: not well-formed XML/],
    ['<html></html>', /^x\.xml:1: the root element is <html>; <root> is expected$/],
    ['no XML', /^x\.xml:1: not well-formed XML/],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><root>é</root>', /^x\.xml:1: the file says that it is "ISO-8859-1"/],
  ])('%j', (content, message) => {
    expect(refusal(content)).toMatch(message)
  })

  test('but not a file of ASCII, whatever it says that it is', () => {
    expect(read('<?xml version="1.0" encoding="ISO-8859-1"?><root><item/></root>')).toHaveLength(1)
  })
})

test('any bytes, and damaged files, are read or refused with a line', () => {
  const place = /^x\.xml:(\d+: | the file is empty$)/
  const valid =
    '<?xml version="1.0"?>\n<!DOCTYPE root SYSTEM "x.dtd">\n<root><item a="1">x &amp; <b>𝛽</b></item>\n<item/></root>\n'
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged(new TextEncoder().encode(valid))), bytes => {
      returnsOrRefuses(() => read(bytes), place)
    }),
    { numRuns: 1000 },
  )
})
