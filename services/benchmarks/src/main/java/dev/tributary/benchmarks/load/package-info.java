/**
 * Sends requests over HTTP/1.1 with persistent connections, at a fixed rate or as fast as answers
 * come.
 *
 * <p>Latency counts from the time at which a request was due, so it includes the wait of requests
 * behind a server that stalls. The package knows nothing about the server.
 */
@NullMarked
package dev.tributary.benchmarks.load;

import org.jspecify.annotations.NullMarked;
