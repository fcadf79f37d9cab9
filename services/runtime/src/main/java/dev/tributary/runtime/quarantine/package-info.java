/**
 * The quarantine of a service's loops: messages that an instance does not know or cannot apply,
 * kept whole and redriven later.
 *
 * <p>It depends on the loop's interface and JDBC, and knows nothing of a service.
 */
@NullMarked
package dev.tributary.runtime.quarantine;

import org.jspecify.annotations.NullMarked;
