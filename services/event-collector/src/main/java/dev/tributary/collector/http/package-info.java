/**
 * The two interfaces: the tracking API for SDKs, and the management of sources over REST.
 *
 * <p>The tracking API is plain Vert.x on the event loop and never blocks. Management runs on
 * virtual threads. It depends on the other packages.
 */
@NullMarked
package dev.tributary.collector.http;

import org.jspecify.annotations.NullMarked;
