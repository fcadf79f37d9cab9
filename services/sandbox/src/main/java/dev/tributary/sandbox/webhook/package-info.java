/**
 * The receiving end of a webhook: keeps the latest requests, checks Standard Webhooks signatures,
 * and counts ids, so that missing and repeated items are found. The memory of a receiver is bounded
 * for any input. Imports the JDK and Jackson's streaming parser.
 */
@NullMarked
package dev.tributary.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
