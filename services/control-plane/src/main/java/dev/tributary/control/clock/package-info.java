/**
 * Time as an input: the ticker that writes it into every partition of {@code events}, and the
 * workspaces' offsets. One row of the database is the only clock. The effects of a tick cannot be
 * undone, so a clock that jumps stops the ticker until an operator accepts the jump.
 */
@NullMarked
package dev.tributary.control.clock;

import org.jspecify.annotations.NullMarked;
