/**
 * The REST routes for profiles, events, quarantine and traits.
 *
 * <p>Reads answer from PostgreSQL and the log, changes become commands. It depends on the domain,
 * postgres and kafka.
 */
@NullMarked
package dev.tributary.identity.http;

import org.jspecify.annotations.NullMarked;
