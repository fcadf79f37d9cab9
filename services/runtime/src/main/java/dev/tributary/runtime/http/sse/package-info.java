/**
 * Responses of server-sent events from sources that wait. Only the REST routes that stream use this
 * package.
 */
@NullMarked
package dev.tributary.runtime.http.sse;

import org.jspecify.annotations.NullMarked;
