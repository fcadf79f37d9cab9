/**
 * Journeys over a whole installation on this machine, from outside: through the tracking API, the
 * REST API and the sandbox, as a customer would.
 *
 * <p>Nothing here knows a service's code. It depends on {@code local}, which starts everything.
 */
@NullMarked
package dev.tributary.e2e;

import org.jspecify.annotations.NullMarked;
