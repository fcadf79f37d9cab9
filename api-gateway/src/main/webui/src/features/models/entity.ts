/** The entity of a model whose rows are people. */
export const PERSON = 'person';
