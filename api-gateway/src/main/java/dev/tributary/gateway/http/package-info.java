/**
 * The front door: the checks of every request, the proxy to the services, and the answers to failed
 * requests. It uses Vert.x routes, because a request is forwarded as a stream; nothing here blocks.
 */
@NullMarked
package dev.tributary.gateway.http;

import org.jspecify.annotations.NullMarked;
