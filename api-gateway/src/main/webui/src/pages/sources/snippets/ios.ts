import type { Snippet } from './address';

export const ios: Snippet = ({
  host,
  writeKey,
}) => `// Swift package: https://github.com/segmentio/analytics-swift
// The SDK sends over HTTPS only.
import Segment

/// Adds to each event what the person allows.
class Consent: Plugin {
  let type = PluginType.enrichment
  weak var analytics: Analytics?
  /// The answer of the person, from your consent form. Never a constant.
  var marketing = false

  func execute<T: RawEvent>(event: T?) -> T? {
    var changed = event
    if var context = changed?.context?.dictionaryValue {
      context["consent"] = ["categoryPreferences": ["marketing": marketing]]
      changed?.context = try? JSON(context)
    }
    return changed
  }
}

let analytics = Analytics(configuration: Configuration(writeKey: "${writeKey}")
  .apiHost("${host}/v1")
  .cdnHost("${host}/v1"))
analytics.add(plugin: Consent())

// Saves the person's answer. Send it when the person answers, before sign-in: a grant from an app
// counts only while the person is anonymous. After sign-in, your server sends it.
analytics.track(name: "Segment Consent Preference Updated")

// After sign-in.
analytics.identify(userId: "user-1", traits: ["email": "mila@example.com"])
analytics.track(name: "Order Completed", properties: ["orderId": "order-1", "revenue": 129])`;
