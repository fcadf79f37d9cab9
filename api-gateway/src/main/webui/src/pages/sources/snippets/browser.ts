import type { Snippet } from './address';

export const browser: Snippet = (to) => `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${to.writeKey}', cdnURL: '${to.url}' },
  { integrations: { 'Segment.io': { apiHost: '${to.host}/v1', protocol: '${to.protocol}' } } },
);
// marketing is the answer of the person, from your consent banner. Never pass a constant.
// What the person allows. Each event carries it to the destinations.
const contextOf = (marketing) => ({ consent: { categoryPreferences: { marketing } } });

// Call it when the person answers the banner. It saves the answer. A grant from a browser counts
// only while the person is anonymous: after sign-in, your server sends it.
function onConsent(marketing) {
  analytics.track('Segment Consent Preference Updated', {}, { context: contextOf(marketing) });
}

// Call it after sign-in, for example: onSignIn('user-1', 'mila@example.com', answer)
function onSignIn(user, email, marketing) {
  analytics.identify(user, { email }, { context: contextOf(marketing) });
}

// Call it after an order, for example: onOrder('order-1', 129, answer)
function onOrder(orderId, revenue, marketing) {
  analytics.track('Order Completed', { orderId, revenue }, { context: contextOf(marketing) });
}`;
