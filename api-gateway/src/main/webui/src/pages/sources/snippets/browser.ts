import type { Snippet } from './address';

export const browser: Snippet = (to) => `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${to.writeKey}', cdnURL: '${to.url}' },
  { integrations: { 'Segment.io': { apiHost: '${to.host}/v1', protocol: '${to.protocol}' } } },
);
// What the person allows. Each event carries it to the destinations.
const context = { consent: { categoryPreferences: { marketing: true } } };

// Saves the person's answer. Send it when the person gives or changes an answer.
analytics.track('Segment Consent Preference Updated', {}, { context });
analytics.identify('user-1', { email: 'mila@example.com' });
analytics.track('Order Completed', { orderId: 'order-1', revenue: 129 }, { context });`;
