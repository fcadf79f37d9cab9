import type { Snippet } from './address';

export const java: Snippet = ({ url, writeKey }) => `// com.segment.analytics.java:analytics
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import java.util.Map;

class FirstEvent {
  public static void main(String[] arguments) {
    Analytics analytics = Analytics.builder("${writeKey}").endpoint("${url}").build();
    // The answer of the person, from your consent form. Never a constant.
    boolean marketing = false;
    // What the person allows. Each event carries it to the destinations.
    Map<String, ?> context =
        Map.of("consent", Map.of("categoryPreferences", Map.of("marketing", marketing)));

    analytics.enqueue(IdentifyMessage.builder()
        .userId("user-1")
        .traits(Map.of("email", "mila@example.com")));
    // Saves the person's answer. Send it when the person gives or changes an answer.
    analytics.enqueue(TrackMessage.builder("Segment Consent Preference Updated")
        .userId("user-1")
        .context(context));
    analytics.enqueue(TrackMessage.builder("Order Completed")
        .userId("user-1")
        .properties(Map.of("orderId", "order-1", "revenue", 129))
        .context(context));
    // Sends what is queued; a service calls it when it stops.
    analytics.shutdown();
  }
}`;
