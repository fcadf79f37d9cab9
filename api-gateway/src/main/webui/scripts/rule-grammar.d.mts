/** The parts of the generated grammar by their names. */
export function grammarOf(document: unknown): Record<string, unknown>;

/** The source of the generated grammar. */
export function sourceOf(document: unknown): string;
