import { useFormats } from '@/components/text/useFormats';

/** Which part of all people have a trait; an ellipsis while it is read. */
export function FilledShare({ share }: { share: number | null }) {
  const formats = useFormats();
  return share === null ? '…' : formats.percent(share);
}
