/**
 * How many requests one client may send: a token bucket per client, shared by all gateways through
 * Redis, or a part of it in each gateway while Redis is away. Depends on the JDK and Mutiny only.
 */
@NullMarked
package dev.tributary.gateway.limit;

import org.jspecify.annotations.NullMarked;
