// Writes docs/corpora.md from the registry of corpora: `node scripts/corpora-page.ts`.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Corpus, type CorpusVariant, splits } from '../src/core/corpus.ts'
import { corpora } from '../src/datasets/index.ts'

const head = `# The corpora and their versions

Made by \`node scripts/corpora-page.ts\` from \`src/datasets/\`; do not edit it by hand. \`bioner-bench datasets list --details\` says where each
file comes from and whether it is on disk; \`datasets stats --variants ID\` compares the versions document by document; \`datasets overlap\` says what
splits and corpora share (AnatEM, for instance, contains the abstracts of BioNLP13CG).

**Bold** is the variant that the id alone means. Counts are mentions in train / dev / test; they are verified, with documents, sentences, tokens and types,
whenever a split is loaded. A dash is a split that the variant does not have, a question mark a count that nobody published.
`

/** The page, for the corpora given. */
export function renderCorporaPage(all: readonly Corpus[]): string {
  return `${head}${all.map(sectionOf).join('')}`
}

function sectionOf({ id, title, origin, citation, default: main, variants }: Corpus): string {
  const entries = Object.entries(variants)
  const rows = entries.map(([name, variant]) => {
    const shown = name === main ? `**${name}**` : name
    return `| ${shown} | ${variant.view} | ${typesOf(variant)} | ${countsOf(variant)} | ${variant.licence.name} |`
  })
  const notes = entries.map(([name, { title: what, splitOrigin, origin: quirk, refused }]) =>
    [
      `- **${name}**: ${sentence(what)} Splits: ${sentence(splitOrigin)}`,
      quirk,
      refused && `**Refused:** ${sentence(refused)}`,
    ]
      .filter(part => part !== null)
      .join(' '),
  )
  return [
    `\n## ${title} (\`${id}\`)`,
    origin,
    ['| variant | view | types | mentions | licence |', '|:---|:---|:---|---:|:---|', ...rows].join('\n'),
    notes.join('\n'),
    `<details><summary>BibTeX</summary>\n\n\`\`\`bibtex\n${citation}\n\`\`\`\n\n</details>\n`,
  ].join('\n\n')
}

function typesOf({ types }: CorpusVariant): string {
  return types.length > 5 ? `${types.length} types` : types.join(', ')
}

function countsOf({ files, counts }: CorpusVariant): string {
  return splits
    .map(split => (files[split] === undefined ? '–' : (counts[split]?.mentions?.toLocaleString('en') ?? '?')))
    .join(' / ')
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

if (import.meta.main) {
  const path = resolve(import.meta.dirname, '..', 'docs', 'corpora.md')
  writeFileSync(path, renderCorporaPage(Object.values(corpora)))
  console.log(path)
}
