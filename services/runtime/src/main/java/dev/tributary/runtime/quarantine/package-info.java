/**
 * The quarantine of a service's loops: messages that an instance does not know or cannot apply,
 * kept whole and redriven later.
 *
 * <p>The package depends on the loop's interface, the directory of workspaces and JDBC, and on no
 * service.
 */
@NullMarked
package dev.tributary.runtime.quarantine;

import org.jspecify.annotations.NullMarked;
