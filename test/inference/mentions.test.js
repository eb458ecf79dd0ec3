import { expect, test } from 'vitest';
import { mentionsOf } from '../../src/inference/mentions.js';
const word = (label, margin, score) => ({ label, margin, score });
const spans = [
    { start: 0, end: 3 },
    { start: 4, end: 9 },
    { start: 9, end: 10 },
    { start: 11, end: 14 },
];
test('a mention reaches from its first word to its last; its score is the mean, its margin the smallest', () => {
    const words = [word('B-X', 3, 0.5), word('I-X', 1, 0.75), word('O', 9, 0.99), word('I-Y', 2, 0.6)];
    expect(mentionsOf(words, spans)).toEqual([
        { start: 0, end: 9, type: 'X', score: 0.625, margin: 1 },
        { start: 11, end: 14, type: 'Y', score: 0.6, margin: 2 },
    ]);
});
test('labels of IOBES are read as conlleval reads them', () => {
    const words = [word('B-X', 1, 1), word('E-X', 1, 1), word('S-X', 1, 1), word('S-Y', 1, 1)];
    expect(mentionsOf(words, spans).map(({ start, end, type }) => [start, end, type])).toEqual([
        [0, 9, 'X'],
        [9, 10, 'X'],
        [11, 14, 'Y'],
    ]);
});
test('a word without numbers leaves its mention without them only where it is alone', () => {
    expect(mentionsOf([word('B-X', null, null)], spans)).toEqual([
        { start: 0, end: 3, type: 'X', score: null, margin: null },
    ]);
    expect(mentionsOf([], [])).toEqual([]);
});
