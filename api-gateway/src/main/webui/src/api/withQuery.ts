/**
 * An address with the parameters of a request, as the generated client writes them. What is undefined
 * is left out.
 */
export function withQuery(address: string, params: object | undefined): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== undefined) {
      query.append(name, String(value));
    }
  }
  const text = query.toString();
  return text === '' ? address : `${address}?${text}`;
}
