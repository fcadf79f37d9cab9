/** Where systems put the sentence for people, the most exact place first. */
const PLACES = ['message', 'detail', 'error_description', 'description', 'title', 'error'] as const;
/** Lists of single faults, which say more than the message above them. */
const LISTS = ['errors', 'details', 'validationResults'] as const;
const DEEPEST = 4;
/** More messages than this do not help a reader. */
const MOST = 3;

/**
 * Finds the sentence for people in the answer of another system, which is often JSON, also behind a
 * prefix or inside a text. A text without JSON is the message itself.
 */
export function vendorMessage(words: string): string {
  const messages = [...new Set(messagesIn(embedded(words), 0))].slice(0, MOST);
  return messages.length === 0 ? words : messages.join(' · ');
}

/** The JSON object or list that a text ends with; null if there is none. */
function embedded(words: string): object | null {
  for (const match of words.matchAll(/[[{]/g)) {
    try {
      const json: unknown = JSON.parse(words.slice(match.index));
      if (typeof json === 'object' && json !== null) {
        return json;
      }
    } catch {
      // The JSON may begin at a later bracket.
    }
  }
  return null;
}

function messagesIn(json: unknown, depth: number): string[] {
  if (depth > DEEPEST || json === null) {
    return [];
  }
  if (typeof json === 'string') {
    const message = vendorMessage(json);
    return message.trim() === '' ? [] : [message];
  }
  if (Array.isArray(json)) {
    return json.flatMap((each) => messagesIn(each, depth + 1));
  }
  if (typeof json !== 'object') {
    return [];
  }
  const fields = json as Record<string, unknown>;
  for (const name of [...LISTS, ...PLACES]) {
    const messages = name in fields ? messagesIn(fields[name], depth + 1) : [];
    if (messages.length > 0) {
      return messages;
    }
  }
  return [];
}
