/**
 * The front door: the handlers of every request in their order, and the decision who may pass. It
 * uses Vert.x routes, because a request is forwarded as a stream; nothing here blocks.
 */
@NullMarked
package dev.tributary.gateway.http.door;

import org.jspecify.annotations.NullMarked;
