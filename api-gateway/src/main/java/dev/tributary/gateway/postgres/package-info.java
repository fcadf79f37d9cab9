/**
 * The gateway's own tables beside the definitions: the clock. Implements ports of {@code clock}
 * with the worker's role.
 */
@NullMarked
package dev.tributary.gateway.postgres;

import org.jspecify.annotations.NullMarked;
