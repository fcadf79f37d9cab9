/** The ETag of an object that can change without a new version, because users only file it in another way. */
export function entityTag({ version, updatedAt }: { version: number; updatedAt: string }): string {
  return `"${version}-${updatedAt}"`;
}
