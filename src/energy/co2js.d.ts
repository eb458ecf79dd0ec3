/** `@tgwf/co2` has no types of its own; this is the part that is used. Grams per kilowatt-hour by region. */
declare module '@tgwf/co2/data' {
  export const averageIntensity: { readonly data: Readonly<Record<string, number>>; readonly type: 'average' }
}
