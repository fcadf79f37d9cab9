/**
 * Which service answers which path: one table, read by the proxy, the role check and the joined API
 * document. It depends on the JDK and the contracts only.
 */
@NullMarked
package dev.tributary.gateway.routing;

import org.jspecify.annotations.NullMarked;
