package com.segment.analytics.kotlin.android

import com.segment.analytics.kotlin.core.Analytics
import com.segment.analytics.kotlin.core.Configuration
import com.segment.analytics.kotlin.core.RequestFactory
import com.segment.analytics.kotlin.core.utilities.InMemoryStorageProvider

/**
 * Stands in for the SDK's function for Android, which needs a device, with the SDK's library for
 * all platforms. It sends each event at once, and over HTTP, because the collector of a test has no
 * certificate.
 */
fun Analytics(writeKey: String, context: Any, configs: Configuration.() -> Unit): Analytics =
  com.segment.analytics.kotlin.core.Analytics(writeKey) {
    configs()
    application = context
    storageProvider = InMemoryStorageProvider()
    flushAt = 1
    requestFactory =
      object : RequestFactory() {
        override fun openConnection(url: String) =
          super.openConnection(url.replace("https://", "http://"))
      }
  }
