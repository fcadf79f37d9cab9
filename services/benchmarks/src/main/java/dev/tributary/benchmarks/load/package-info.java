/**
 * Sends requests over HTTP/1.1 with kept connections, at a fixed rate or as fast as answers come.
 *
 * <p>Latency counts from the time at which a request was due, so a server that stalls is charged
 * for the requests that had to wait. Knows nothing of who answers.
 */
@NullMarked
package dev.tributary.benchmarks.load;

import org.jspecify.annotations.NullMarked;
