import type { Snippet } from './address';
import { library } from './library';

export const tagManager: Snippet = (
  to,
) => `<!-- A tag of the type "Custom HTML". Replace the values with variables of your container. -->
<script>
  (function () {
    var library = document.createElement('script');
    library.src = '${library.url}';
    library.integrity = '${library.integrity}';
    library.crossOrigin = 'anonymous';
    library.onload = function () {
      var analytics = AnalyticsNext.AnalyticsBrowser.load(
        { writeKey: '${to.writeKey}', cdnURL: '${to.url}' },
        { integrations: { 'Segment.io': { apiHost: '${to.host}/v1', protocol: '${to.protocol}' } } }
      );
      // marketing is the answer of the person, from your consent banner. Never pass a constant.
      // What the person allows. Each event carries it to the destinations.
      function contextOf(marketing) {
        return { consent: { categoryPreferences: { marketing: marketing } } };
      }

      // Call it when the person answers the banner. It saves the answer. A grant from a browser counts
      // only while the person is anonymous: after sign-in, your server sends it.
      window.onConsent = function (marketing) {
        analytics.track('Segment Consent Preference Updated', {}, { context: contextOf(marketing) });
      };

      // Call it after sign-in, for example: onSignIn('user-1', 'mila@example.com', answer)
      window.onSignIn = function (user, email, marketing) {
        analytics.identify(user, { email: email }, { context: contextOf(marketing) });
      };

      // Call it after an order, for example: onOrder('order-1', 129, answer)
      window.onOrder = function (orderId, revenue, marketing) {
        analytics.track(
          'Order Completed',
          { orderId: orderId, revenue: revenue },
          { context: contextOf(marketing) }
        );
      };
    };
    document.head.appendChild(library);
  })();
</script>`;
