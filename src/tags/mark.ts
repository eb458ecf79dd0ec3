/**
 * The letter of a tag that says where in a mention its token stands. `O` is outside; the number is its code in the
 * tables.
 */
export const markCodes: ReadonlyMap<string, number> = new Map([...'OBIESLU'].map((mark, code) => [mark, code]))

export const outside = 'O'
