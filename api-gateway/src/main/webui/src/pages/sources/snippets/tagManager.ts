import type { Snippet } from './address';

export const tagManager: Snippet = (
  to,
) => `<!-- A tag of the type "Custom HTML". Replace the values with variables of your container. -->
<script>
  (function () {
    var library = document.createElement('script');
    library.src = 'https://cdn.jsdelivr.net/npm/@segment/analytics-next@1.84.3/dist/umd/index.js';
    library.onload = function () {
      var analytics = AnalyticsNext.AnalyticsBrowser.load(
        { writeKey: '${to.writeKey}', cdnURL: '${to.url}' },
        { integrations: { 'Segment.io': { apiHost: '${to.host}/v1', protocol: '${to.protocol}' } } }
      );
      // What the person allows. Each event carries it to the destinations.
      var context = { consent: { categoryPreferences: { marketing: true } } };

      // Saves the person's answer. Send it when the person gives or changes an answer.
      analytics.track('Segment Consent Preference Updated', {}, { context: context });
      analytics.identify('user-1', { email: 'mila@example.com' });
      analytics.track('Order Completed', { orderId: 'order-1', revenue: 129 }, { context: context });
    };
    document.head.appendChild(library);
  })();
</script>`;
