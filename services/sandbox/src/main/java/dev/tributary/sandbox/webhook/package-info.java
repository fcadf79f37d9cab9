/**
 * A webhook's receiving end: keeps the latest requests, checks Standard Webhooks signatures, and
 * counts ids, so that what is missing or doubled shows. The memory of a receiver is bounded
 * whatever arrives. Imports the JDK and Jackson's streaming parser.
 */
@NullMarked
package dev.tributary.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
