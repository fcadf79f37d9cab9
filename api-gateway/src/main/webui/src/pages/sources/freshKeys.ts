const keys = new Map<string, string>();

/**
 * Write keys that were made on this page. The API shows each once, so they live as long as the page
 * and nowhere else.
 */
export const freshKeys = {
  keep: (source: string, writeKey: string): void => void keys.set(source, writeKey),
  of: (source: string): string | null => keys.get(source) ?? null,
};
