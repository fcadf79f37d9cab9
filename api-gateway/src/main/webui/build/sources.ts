import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** All files of `src` that a user wrote; the generated client is as its generator makes it. */
export function sources(): Map<string, string> {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('api/generated/'))
      .map((file) => [file, readFileSync(`${SRC}/${file}`, 'utf8')]),
  );
}
