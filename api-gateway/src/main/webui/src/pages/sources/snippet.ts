export const SDKS = ['node', 'browser', 'java', 'curl'] as const;

export type Sdk = (typeof SDKS)[number];

/** Stands for what is not known, so that it is seen. */
const WRITE_KEY = 'YOUR_WRITE_KEY';

/**
 * Code that sends one event with an SDK, as docs/reference/tracking-api.md says how to set each up.
 *
 * @param collector the collector's address
 * @param writeKey null where it is not shown any more
 */
export function snippet(sdk: Sdk, collector: string, writeKey: string | null): string {
  const host = collector.replace(/\/+$/, '');
  const key = writeKey ?? WRITE_KEY;
  switch (sdk) {
    case 'node':
      return `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${host}' });

analytics.track({ userId: 'user-1', event: 'Order Completed', properties: { total: 129 } });
await analytics.closeAndFlush();`;
    case 'browser':
      return `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${host}' },
  { integrations: { 'Segment.io': { apiHost: '${host.replace(/^https?:\/\//, '')}/v1', protocol: '${protocolOf(host)}' } } },
);

analytics.identify('user-1', { email: 'mila@example.com' });
analytics.track('Order Completed', { total: 129 });`;
    case 'java':
      return `// com.segment.analytics.java:analytics
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.TrackMessage;
import java.util.Map;

class FirstEvent {
  public static void main(String[] arguments) {
    Analytics analytics = Analytics.builder("${key}").endpoint("${host}").build();

    analytics.enqueue(TrackMessage.builder("Order Completed")
        .userId("user-1")
        .properties(Map.of("total", 129)));
    // Sends what is queued; a service calls it when it stops.
    analytics.shutdown();
  }
}`;
    case 'curl':
      return `curl ${host}/v1/track -u ${key}: -H 'Content-Type: application/json' \\
  -d '{"userId": "user-1", "event": "Order Completed", "properties": {"total": 129}}'`;
  }
}

function protocolOf(host: string): string {
  return host.startsWith('http://') ? 'http' : 'https';
}
