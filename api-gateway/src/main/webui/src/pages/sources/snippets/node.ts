import type { Snippet } from './address';

export const node: Snippet = ({ url, writeKey }) => `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${url}' });
// The answer of the person, from your consent form. Never a constant.
const marketing = false;
// What the person allows. Each event carries it to the destinations.
const context = { consent: { categoryPreferences: { marketing } } };

analytics.identify({ userId: 'user-1', traits: { email: 'mila@example.com' } });
// Saves the person's answer. Send it when the person gives or changes an answer.
analytics.track({ userId: 'user-1', event: 'Segment Consent Preference Updated', context });
analytics.track({
  userId: 'user-1',
  event: 'Order Completed',
  properties: { orderId: 'order-1', revenue: 129 },
  context,
});
await analytics.closeAndFlush();`;
