import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWord } from '../../src/inference/words.js';
const logits = { labels: 3, data: Float32Array.from([1, 3, 2.5, 0, 0, 4, 2, 2, 2]) };
const softmax = (values) => {
    const powers = values.map(Math.exp);
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map(power => power / sum);
};
describe('a word is read', () => {
    test('from its first piece', () => {
        const reading = readWord(logits, 0, 2, 'first');
        expect(reading).toMatchObject({ label: 1, margin: 0.5 });
        expect(reading.score).toBeCloseTo(softmax([1, 3, 2.5])[1] ?? 0, 12);
    });
    test('from its surest piece', () => {
        const reading = readWord(logits, 0, 2, 'max');
        expect(reading).toMatchObject({ label: 2, margin: 4 });
        expect(reading.score).toBeCloseTo(softmax([0, 0, 4])[2] ?? 0, 12);
    });
    test('from the mean of its pieces, after softmax', () => {
        const [a, b] = [softmax([1, 3, 2.5]), softmax([0, 0, 4])];
        const means = a.map((value, id) => (value + (b[id] ?? 0)) / 2);
        const reading = readWord(logits, 0, 2, 'mean');
        expect(reading.label).toBe(2);
        expect(reading.score).toBeCloseTo(means[2] ?? 0, 12);
        expect(reading.margin).toBeCloseTo(Math.log(means[2] ?? 0) - Math.log(means[1] ?? 0), 12);
    });
    test('as the label with the lower id, where two are equal', () => {
        for (const subword of ['first', 'max', 'mean']) {
            expect(readWord(logits, 2, 1, subword)).toMatchObject({ label: 0, margin: 0 });
        }
    });
    test('law: of a single piece, all three say the same', () => {
        const row = fc.array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 2, maxLength: 11 });
        fc.assert(fc.property(row, values => {
            const one = { labels: values.length, data: values };
            const first = readWord(one, 0, 1, 'first');
            expect(readWord(one, 0, 1, 'max')).toEqual(first);
            const mean = readWord(one, 0, 1, 'mean');
            expect(mean.score).toBeCloseTo(first.score, 9);
            expect(mean.margin).toBeCloseTo(first.margin, 6);
        }));
    });
});
describe('what is no number is not hidden', () => {
    for (const subword of ['first', 'max', 'mean']) {
        test.each([Number.NaN, Infinity])(`${subword}: %s`, value => {
            for (let place = 0; place < 3; place++) {
                const data = Float32Array.from([1, 3, 2.5]);
                data[place] = value;
                const { score, margin } = readWord({ labels: 3, data }, 0, 1, subword);
                expect(Number.isFinite(score) && Number.isFinite(margin)).toBe(false);
            }
        });
    }
});
