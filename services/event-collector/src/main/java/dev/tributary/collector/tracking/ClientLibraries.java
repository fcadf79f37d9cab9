package dev.tributary.collector.tracking;

import java.util.Set;

/**
 * The libraries that run in a person's own browser or phone, by their name in {@code
 * context.library.name}. Their requests come from that person's address, unlike a server's.
 */
final class ClientLibraries {
  private static final Set<String> NAMES =
      Set.of(
          "analytics.js",
          "analytics-android",
          "analytics-flutter",
          "analytics-ios",
          "analytics-kotlin",
          "analytics-swift",
          "@segment/analytics-react-native",
          "com.rudderstack.android.sdk.core",
          "rudder-ios-library",
          "RudderLabs JavaScript SDK");

  private ClientLibraries() {}

  static boolean include(String name) {
    return NAMES.contains(name);
  }
}
