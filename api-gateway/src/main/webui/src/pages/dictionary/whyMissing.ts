/** Why a trait or an event is not in the list of the dictionary: only a complete list tells that nobody has it. */
export function whyMissing({
  more,
  estimated,
}: {
  more: boolean;
  estimated: boolean;
}): 'nobody' | 'beyond' | 'unread' {
  return more ? 'beyond' : estimated ? 'unread' : 'nobody';
}
