import type { Snippet } from './address';
import { events } from './events';

export const curl: Snippet = ({
  url,
  writeKey,
}) => `# The answer of the person, from your consent form. Never a constant.
marketing=false
# The first track event saves what the person allows. The second carries it to the destinations.
curl --fail ${url}/v1/batch -u ${writeKey}: -H 'Content-Type: application/json' -d '${events("'$marketing'")}'`;
