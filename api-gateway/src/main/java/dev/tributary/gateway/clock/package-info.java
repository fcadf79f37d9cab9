/**
 * Time as an input: the ticker that writes it into every partition of {@code events}, and the
 * workspaces' offsets. One row of the database is the only clock; what has fired because of a tick
 * cannot be called back, so a clock that jumps stops the ticker until a person looks.
 */
@NullMarked
package dev.tributary.gateway.clock;

import org.jspecify.annotations.NullMarked;
