import type { Snippet } from './address';

export const android: Snippet = ({
  host,
  writeKey,
}) => `// implementation("com.segment.analytics.kotlin:android:1.27.0")
// The SDK sends over HTTPS only.
import com.segment.analytics.kotlin.android.Analytics
import com.segment.analytics.kotlin.core.BaseEvent
import com.segment.analytics.kotlin.core.utilities.putInContext
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

val analytics = Analytics("${writeKey}", applicationContext) {
  apiHost = "${host}/v1"
  cdnHost = "${host}/v1"
}
// The answer of the person, from your consent form. Never a constant.
val marketing = false
// What the person allows. Each event carries it to the destinations.
val consent =
  buildJsonObject { putJsonObject("categoryPreferences") { put("marketing", marketing) } }
val withConsent = { event: BaseEvent? -> event?.putInContext("consent", consent) }

// Saves the person's answer. Send it when the person answers, before sign-in: a grant from an app
// counts only while the person is anonymous. After sign-in, your server sends it.
analytics.track("Segment Consent Preference Updated", buildJsonObject {}, withConsent)

// After sign-in.
analytics.identify("user-1", buildJsonObject { put("email", "mila@example.com") }, withConsent)
analytics.track(
  "Order Completed",
  buildJsonObject {
    put("orderId", "order-1")
    put("revenue", 129)
  },
  withConsent,
)`;
