import { describe, expect, test } from 'vitest';
import { defaultBatchPlan } from '../../src/inference/batches.js';
import { createStoredPredictions } from '../../src/inference/stored.js';
import { contractInputs, describeTagger, inputOf } from '../contract/tagger.js';
const mention = { start: 0, end: 8, type: 'Disease', score: null, margin: null };
function predictionOf(id, mentions = [], words = null) {
    return { id: id, mentions, words };
}
function open(predictions) {
    return createStoredPredictions({ reference: 'predictions:out/bert.jsonl', predictions, clock: () => 1 });
}
describeTagger('stored predictions', async () => open(contractInputs.map(({ id, text }) => predictionOf(id, text.length < 8 ? [] : [mention]))));
const input = inputOf('a', ['ataxia', '-', 'telangiectasia']);
describe('predictions that do not fit are refused by name', () => {
    test('two for one passage', () => {
        expect(() => open([predictionOf('a'), predictionOf('b'), predictionOf('a')])).toThrow('predictions:out/bert.jsonl: passage "a" has two predictions');
    });
    test.each([
        ['none for a passage', [], 'no prediction for passage "a" and 1 more'],
        [
            'a mention outside the text',
            [predictionOf('a', [{ ...mention, end: 24 }])],
            '23 characters, but a mention from 0 to 24',
        ],
        ['a mention of nothing', [predictionOf('a', [{ ...mention, end: 0 }])], 'a mention from 0 to 0'],
        [
            'other words than tokens',
            [predictionOf('a', [], [{ label: 'O', margin: null, score: null }])],
            '3 tokens, but .* 1 words',
        ],
    ])('%s', async (_, predictions, says) => {
        const inputs = predictions.length === 0 ? [input, inputOf('b', [])] : [input];
        await expect(open(predictions).tag(inputs, defaultBatchPlan)).rejects.toMatchObject({
            code: 'INPUT',
            message: expect.stringMatching(says),
        });
    });
});
test('more predictions than passages are no harm: a limit may have been set', async () => {
    const { predictions } = await open([predictionOf('b'), predictionOf('a', [mention])]).tag([input], defaultBatchPlan);
    expect(predictions).toEqual([predictionOf('a', [mention])]);
});
test('it is called after its file, and its types are those that occur', () => {
    const { facts } = open([
        predictionOf('a', [
            { ...mention, type: '\u{1f9ec}' },
            { ...mention, type: '\uff5e' },
        ]),
    ]);
    expect(facts).toMatchObject({ name: 'bert', types: ['\uff5e', '\u{1f9ec}'] });
});
