import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutWindows, placeWords } from '../../src/inference/windows.js';
describe('cutting', () => {
    test('a passage that fits is one window, nothing is none', () => {
        expect(cutWindows(254, 254, 50)).toEqual([{ start: 0, end: 254 }]);
        expect(cutWindows(0, 254, 50)).toEqual([]);
    });
    test('a longer one is cut with an overlap, up to its end and no further', () => {
        expect(cutWindows(255, 254, 50)).toEqual([
            { start: 0, end: 254 },
            { start: 204, end: 255 },
        ]);
        expect(cutWindows(458, 254, 50)).toEqual([
            { start: 0, end: 254 },
            { start: 204, end: 458 },
        ]);
    });
    test('a window that would not advance is refused', () => {
        expect(() => cutWindows(10, 50, 50)).toThrow('the overlap must be from 0 to 49, got 50');
        expect(() => cutWindows(10, 50, -1)).toThrow('got -1');
        expect(() => cutWindows(10, 0, 0)).toThrow('a window holds 0 pieces');
    });
});
const cut = fc
    .record({
    content: fc.integer({ min: 1, max: 12 }),
    overlap: fc.nat(11),
    lengths: fc.array(fc.nat(5), { maxLength: 40 }),
})
    .filter(({ content, overlap }) => overlap < content)
    .map(({ content, overlap, lengths }) => {
    let at = 0;
    const words = lengths.map((length) => {
        const start = at;
        at += length;
        return { start, end: at };
    });
    return { words, windows: cutWindows(at, content, overlap), total: at, content, overlap };
});
describe('placing words', () => {
    test('of two windows the one with more context, of equal ones the first', () => {
        const windows = cutWindows(16, 10, 4);
        const words = Array.from({ length: 16 }, (_, start) => ({ start, end: start + 1 }));
        expect(windows).toEqual([
            { start: 0, end: 10 },
            { start: 6, end: 16 },
        ]);
        expect(placeWords(words, windows).map(place => place.window)).toEqual([
            0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1,
        ]);
        const three = cutWindows(15, 10, 5);
        expect(placeWords([{ start: 7, end: 8 }], three)).toEqual([{ word: 0, window: 0, at: 7, pieces: 1 }]);
    });
    test('of a word longer than its window the pieces inside speak', () => {
        const windows = cutWindows(20, 8, 2);
        expect(placeWords([{ start: 0, end: 20 }], windows)).toEqual([{ word: 0, window: 0, at: 0, pieces: 8 }]);
    });
    test('law: every word with pieces is placed once, in a window that has its first piece', () => {
        fc.assert(fc.property(cut, ({ words, windows }) => {
            const places = placeWords(words, windows);
            const withPieces = [...words.keys()].filter(index => words[index]?.start !== words[index]?.end);
            expect(places.map(place => place.word)).toEqual(withPieces);
            for (const { word, window, at, pieces } of places) {
                const range = windows[window];
                expect((range?.start ?? Infinity) + at).toBe(words[word]?.start);
                expect(pieces).toBeGreaterThan(0);
                expect(at + pieces).toBeLessThanOrEqual((range?.end ?? 0) - (range?.start ?? 0));
            }
        }));
    });
    test('law: no other window gives a word more context', () => {
        fc.assert(fc.property(cut, ({ words, windows, total }) => {
            for (const { word, window } of placeWords(words, windows)) {
                const first = words[word]?.start ?? 0;
                const contexts = windows.map(range => contextOf(first, range, total));
                expect(contexts.indexOf(Math.max(...contexts))).toBe(window);
            }
        }));
    });
    test('law: windows cover every piece, are never longer than they may, and overlap as they should', () => {
        fc.assert(fc.property(cut, ({ windows, total, content, overlap }) => {
            const seen = new Set(windows.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)));
            expect(seen.size).toBe(total);
            for (const [index, { start, end }] of windows.entries()) {
                expect(end - start).toBeLessThanOrEqual(content);
                if (index > 0)
                    expect((windows[index - 1]?.end ?? 0) - start).toBe(overlap);
            }
        }));
    });
});
/** As `evaluate.py` of the reference tagger has it; -1 where the window lacks the piece. */
function contextOf(piece, { start, end }, total) {
    if (piece < start || piece >= end)
        return -1;
    const left = start > 0 ? piece - start : 1e9;
    const right = end < total ? end - 1 - piece : 1e9;
    return Math.min(left, right);
}
