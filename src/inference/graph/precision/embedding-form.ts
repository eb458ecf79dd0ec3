/** As what the table of word embeddings is stored: `float` as the graph computes; `half` in half precision; `int8` with a scale for each row. */
export type EmbeddingForm = 'float' | 'half' | 'int8'
