/**
 * The front door itself: what every request passes before a service sees it, the way to the
 * services, and the answers when something is wrong. Vert.x routes, because a request is passed on
 * as a stream; nothing here blocks.
 */
@NullMarked
package dev.tributary.gateway.http;

import org.jspecify.annotations.NullMarked;
