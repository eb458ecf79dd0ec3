/**
 * What brat states of a mention with these fragments: they are joined by spaces, and a line break inside them is a space too, as
 * the annotation must stay on one line. Of a CRLF some writers make two spaces, some one.
 */
export function statedSurface(fragments: readonly string[], breaks: 'each' | 'CRLF as one' = 'each'): string {
  return fragments.join(' ').replace(breaks === 'each' ? /[\r\n]/g : /\r\n|[\r\n]/g, ' ')
}
