/** The source of the generated grammar. */
export function sourceOf(document: unknown): string;
