/**
 * The gateway's own tables besides the definitions, such as the clock, alerts and invitations.
 * Implements ports of {@code clock} with the worker's role.
 */
@NullMarked
package dev.tributary.gateway.postgres;

import org.jspecify.annotations.NullMarked;
