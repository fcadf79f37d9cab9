import type { Part } from '@/components/text/shareWords';
import { useFormats } from '@/components/text/useFormats';

/** Which part of all people have a trait; an ellipsis while it is read. */
export function FilledShare({ part }: { part: Part | null }) {
  const formats = useFormats();
  return part === null ? '…' : formats.share(part);
}
