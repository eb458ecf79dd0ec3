/** What MTL-Bioinformatics-2016 wrote for the characters of LINNAEUS that are not ASCII. */
const written = new Map([
  ...Object.entries({
    '≥': '>=',
    '≤': '<=',
    '≠': '!=',
    '±': '+/-',
    '×': 'x',
    '÷': '/',
    '∼': '~',
    '∞': 'infinity',
    '∶': ':',
  }),
  ...Object.entries({
    '∑': 'sum',
    '∏': 'product',
    '∫': 'integral',
    '∈': 'in',
    '∉': 'not-in',
    '∧': '^',
    '⋅': '.',
    '→': '-->',
  }),
  ...Object.entries({ '–': '-', '—': '--', '−': '-', '\u00ad': '-', '′': "'", '‘': "'", '’': "'", '“': '"', '”': '"' }),
  ...Object.entries({
    '•': '*',
    '▪': '*',
    '·': '.',
    ˆ: '^',
    '°': 'degrees',
    '™': '(TM)',
    '®': '(R)',
    '£': 'pound',
    '€': 'euro',
  }),
  ...Object.entries({ α: 'alpha', β: 'beta', γ: 'gamma', Γ: 'Gamma', δ: 'delta', Δ: 'Delta', ε: 'epsilon' }),
  ...Object.entries({ η: 'eta', θ: 'theta', κ: 'kappa', λ: 'lambda', µ: 'micro', μ: 'mu', ξ: 'xi', π: 'pi' }),
  ...Object.entries({ ρ: 'rho', σ: 'sigma', φ: 'phi', Φ: 'Phi', χ: 'chi', ω: 'omega', Å: 'A', Ø: 'O' }),
  ...Object.entries({ á: 'a', ã: 'a', ç: 'c', è: 'e', é: 'e', í: 'i', ï: 'i', ó: 'o', ö: 'o', ü: 'u' }),
  ...Object.entries({ '\ufffd': '<FFFD>', '\u2061': '' }),
])

/** The text in ASCII, spaces aside. Throws for a character that LINNAEUS does not have. */
export function transliterate(text: string): string {
  return text.replace(/\s+/g, '').replace(/[^\0-\x7f]/gu, character => {
    const ascii = written.get(character)
    if (ascii === undefined) throw new Error(`no transliteration of ${character} is known`)
    return ascii
  })
}
