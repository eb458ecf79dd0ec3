/** As what the table of word embeddings is stored: as the graph computes, or in half precision. */
export type EmbeddingForm = 'float' | 'half'
