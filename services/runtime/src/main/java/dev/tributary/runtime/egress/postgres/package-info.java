/**
 * Connections to customers' PostgreSQL servers: to the checked address, with the certificate
 * verified against the host's name.
 *
 * <p>It depends on the PostgreSQL driver.
 */
@NullMarked
package dev.tributary.runtime.egress.postgres;

import org.jspecify.annotations.NullMarked;
